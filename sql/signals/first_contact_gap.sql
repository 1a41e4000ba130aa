/*
title    = "Pauses between the first contacts of an account"
why      = "A script that writes to one stranger after another keeps an even pace, even a slow one."
rests_on = ["contacts", "unknown"]
act      = "first_contact"

[params.min_contacts]
default = 8
least   = 3
unit    = "accounts"
help    = "Accounts with fewer first contacts on the date get no value."
*/
WITH busy AS (
    SELECT account_id
    FROM acts.first_contact
    GROUP BY account_id
    HAVING count(*) >= $min_contacts
),

contact_event AS (
    SELECT
        first_contact.account_id,
        unix_micros(first_contact.event_at) - lag(unix_micros(first_contact.event_at)) OVER (
            PARTITION BY first_contact.account_id
            ORDER BY unix_micros(first_contact.event_at)
        ) AS gap
    FROM acts.first_contact
    SEMI JOIN busy
        ON first_contact.account_id = busy.account_id
    INNER JOIN staging.night
        ON night.message_resolution_seconds = 0
),

gap_sum AS (
    -- Whole milliseconds keep the sums exact; the square of a day fits into the type.
    SELECT
        account_id,
        count(gap)                                                 AS gap_count,
        median(gap)                                                AS median_gap,
        sum(floor(gap / 1000)::BIGINT)                             AS gap_total,
        sum(floor(gap / 1000)::BIGINT * floor(gap / 1000)::BIGINT) AS square_total
    FROM contact_event
    GROUP BY account_id
)

SELECT
    account_id
        AS account_id,
    (median_gap / 1000000)::DOUBLE
        AS first_contact_gap_median_seconds, -- [messages] Median pause between first contacts on the date. Null: fewer than `min_contacts` first contacts, or rows of the log sum up a time span.
    round(
        sqrt(greatest(square_total::DOUBLE * gap_count - gap_total::DOUBLE * gap_total::DOUBLE, 0))
        / nullif(gap_total, 0),
        6
    )::DOUBLE
        AS first_contact_gap_variation_ratio -- [messages] Standard deviation of those pauses / their mean; near 0: an even pace, like a script's. Null: as the median, or all at one instant.
FROM gap_sum
