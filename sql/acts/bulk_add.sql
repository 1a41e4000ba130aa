/*
title = "Whom those added within the last days who added many"

[params.add_days]
default = 7
least   = 1
unit    = "days"
help    = "How many days back a ring may share its work."

[params.least_target_count]
default = 20
least   = 2
unit    = "accounts"
help    = "Whoever added fewer within these days has too few to share with others."
*/
WITH busy AS (
    -- Who has too few rows has too few targets, and is cheaper to see.
    SELECT add_pair_day.account_id
    FROM history.add_pair_day
    INNER JOIN staging.night
        ON add_pair_day.date > night.date - $add_days * INTERVAL 1 DAY
    GROUP BY add_pair_day.account_id
    HAVING count(*) >= $least_target_count
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
    HAVING count(*) >= $least_target_count
)

SELECT
    pair.account_id            AS account_id, -- Who added.
    pair.target_id             AS target_id,  -- Whom.
    pair.first_at::TIMESTAMPTZ AS first_at    -- When first.
FROM pair
INNER JOIN adder
    ON pair.account_id = adder.account_id
