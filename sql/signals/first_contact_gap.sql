/*
title    = "The pauses between the first contacts of an account"
rests_on = ["contacts", "unknown"]
act      = "first_contact"

[params.least_contacts]
default = 8
least   = 3
unit    = "accounts"
help    = "So many first contacts on the date have a rhythm."
*/
WITH busy AS (
    SELECT account_id
    FROM acts.first_contact
    GROUP BY account_id
    HAVING count(*) >= $least_contacts
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
    -- In whole milliseconds, so that the sums are exact: the square of a day fits.
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
        AS first_contact_gap_median_seconds, -- [messages] Median pause between first contacts on the date. Null: fewer than `least_contacts` of them, or a log that sums up.
    round(
        sqrt(greatest(square_total::DOUBLE * gap_count - gap_total::DOUBLE * gap_total::DOUBLE, 0))
        / nullif(gap_total, 0),
        6
    )::DOUBLE
        AS first_contact_gap_variation_ratio -- [messages] Standard deviation of those pauses / their mean; near 0: a machine. Null: as the median, or all at one instant.
FROM gap_sum
