/*
title = "Accounts that added somebody on the date, and many over the history"

[params.min_target_count]
default = 100
unit    = "accounts"
least   = 1
help    = "Whoever added fewer within the history is not looked at."
*/
SELECT
    add_pair_day.account_id                        AS account_id,  -- Who adds.
    count(DISTINCT add_pair_day.target_id)::BIGINT AS target_count -- How many, each once.
FROM history.add_pair_day
INNER JOIN (
    -- Who has too few rows has too few targets, and is cheaper to see.
    SELECT pair.account_id
    FROM history.add_pair_day AS pair
    CROSS JOIN staging.night
    GROUP BY pair.account_id
    HAVING max(pair.date) = max(night.date) AND count(*) >= $min_target_count
) AS adder
    ON add_pair_day.account_id = adder.account_id
GROUP BY add_pair_day.account_id
HAVING count(DISTINCT add_pair_day.target_id) >= $min_target_count
