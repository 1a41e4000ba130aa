/*
title = "One row per cold sender: an account that approached several strangers on the date and got few answers"
why   = "A farm keeps each account small; only the number of accounts that do the same, in one place or hour, shows it."

[params.min_stranger_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Accounts that added or first messaged fewer strangers on the date are left out."

[params.max_answered_share]
default = 0.25
unit    = "share"
help    = "Accounts with a larger share of strangers that replied or posted are left out."
*/
WITH stranger AS (
    -- A stranger that was both added and written to counts once.
    SELECT
        stranger_response.account_id,
        stranger_response.other_id,
        min(stranger_response.first_at)        AS first_at,
        bool_or(stranger_response.is_answered) AS is_answered
    FROM acts.stranger_response
    INNER JOIN staging.night
        ON stranger_response.first_at >= night.day_start_at
    GROUP BY stranger_response.account_id, stranger_response.other_id
),

cold AS (
    SELECT
        account_id,
        min(first_at) AS first_at
    FROM stranger
    GROUP BY account_id
    HAVING
        count(*) >= $min_stranger_count
        AND count(*) FILTER (WHERE is_answered) <= $max_answered_share * count(*)
),

former AS (
    SELECT DISTINCT account_day.account_id
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date < night.date
),

history AS (
    SELECT count(DISTINCT account_day.date) AS day_count
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date < night.date
)

SELECT
    cold.account_id            AS account_id,   -- The account.
    cold.first_at::TIMESTAMPTZ AS first_at,     -- Time of its first add or message to a stranger on the date.
    (
        former.account_id IS NULL
        AND history.day_count >= 3
        AND registration.registered_at < night.day_start_at - INTERVAL 30 DAY
    )::BOOLEAN                 AS is_awakened   -- True for an account of more than 30 days that did nothing on the earlier days of the history.
FROM cold
CROSS JOIN staging.night
CROSS JOIN history
LEFT JOIN former
    ON cold.account_id = former.account_id
LEFT JOIN staging.registration
    ON cold.account_id = registration.account_id
