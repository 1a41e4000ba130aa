/*
title = "One row per target of an account that added many over the last days"
why   = "Members of a ring share targets over several days; accounts with few adds share too few to compare."

[params.add_days]
default = 7
least   = 1
unit    = "days"
help    = "Number of days over which members of a ring may share targets."

[params.min_target_count]
default = 20
least   = 2
unit    = "accounts"
help    = "Accounts that added fewer targets within these days are left out."
*/
WITH busy AS (
    -- An account with too few rows has too few targets, and rows are cheaper to count.
    SELECT add_pair_day.account_id
    FROM history.add_pair_day
    INNER JOIN staging.night
        ON add_pair_day.date > night.date - $add_days * INTERVAL 1 DAY
    GROUP BY add_pair_day.account_id
    HAVING count(*) >= $min_target_count
),

pair AS (
    SELECT
        add_pair_day.account_id,
        add_pair_day.target_id,
        min(add_pair_day.first_at) AS first_at
    FROM history.add_pair_day
    INNER JOIN staging.night
        ON add_pair_day.date > night.date - $add_days * INTERVAL 1 DAY
    INNER JOIN busy
        ON add_pair_day.account_id = busy.account_id
    GROUP BY add_pair_day.account_id, add_pair_day.target_id
),

adder AS (
    SELECT account_id
    FROM pair
    GROUP BY account_id
    HAVING count(*) >= $min_target_count
)

SELECT
    pair.account_id            AS account_id, -- The actor: the account that added.
    pair.target_id             AS target_id,  -- The target.
    pair.first_at::TIMESTAMPTZ AS first_at    -- Time of the first add within these days.
FROM pair
INNER JOIN adder
    ON pair.account_id = adder.account_id
