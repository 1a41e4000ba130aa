/*
title = "One row per account that added on the date and added many accounts over the history"
why   = "A spammer that stays below every daily limit still adds hundreds of accounts in a month."

[params.min_target_count]
default = 100
unit    = "accounts"
least   = 1
help    = "Accounts that added fewer distinct targets within the history are left out."
*/
SELECT
    add_pair_day.account_id                        AS account_id,  -- The account that adds.
    count(DISTINCT add_pair_day.target_id)::BIGINT AS target_count -- Distinct targets added within the history.
FROM history.add_pair_day
INNER JOIN (
    -- An account with too few rows has too few targets, and rows are cheaper to count.
    SELECT pair.account_id
    FROM history.add_pair_day AS pair
    CROSS JOIN staging.night
    GROUP BY pair.account_id
    HAVING max(pair.date) = max(night.date) AND count(*) >= $min_target_count
) AS adder
    ON add_pair_day.account_id = adder.account_id
GROUP BY add_pair_day.account_id
HAVING count(DISTINCT add_pair_day.target_id) >= $min_target_count
