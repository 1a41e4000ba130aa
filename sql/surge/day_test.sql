/*
title  = "One row per account active on the date: its counts on the date and on earlier days, for the surge test"
why    = "An old account that is taken over stays below fixed limits but far above its own usual day."
kernel = "surge"

[params.min_days]
default = 3
least   = 2
unit    = "days"
help    = "Accounts with fewer earlier days within the history are not tested."
*/
WITH day AS (
    SELECT
        account_day.account_id,
        account_day.message_count,
        account_day.recipient_count,
        account_day.add_count,
        (
            unix_micros(night.day_start_at) - unix_micros(account_day.date::TIMESTAMPTZ)
        ) / 86400000000 AS days_ago
    FROM history.account_day
    CROSS JOIN staging.night
),

former AS (
    SELECT
        account_id,
        max(days_ago)                                            AS first_days_ago,
        list(message_count) FILTER (WHERE message_count > 0)     AS message_counts,
        list(recipient_count) FILTER (WHERE recipient_count > 0) AS recipient_counts,
        list(add_count) FILTER (WHERE add_count > 0)             AS add_counts
    FROM day
    WHERE days_ago > 0
    GROUP BY account_id
),

history AS (
    SELECT max(days_ago) AS days
    FROM day
),

today AS (
    SELECT
        day.account_id,
        day.message_count,
        day.recipient_count,
        day.add_count,
        former.message_counts,
        former.recipient_counts,
        former.add_counts,
        -- Days count from registration: days without activity since then are days with a count of 0.
        greatest(
            coalesce(former.first_days_ago, 0),
            least(
                history.days,
                coalesce(
                    ceil((unix_micros(night.day_start_at) - unix_micros(registration.registered_at)) / 86400000000),
                    0
                )
            )
        ) AS days
    FROM day
    CROSS JOIN history
    CROSS JOIN staging.night
    LEFT JOIN former
        ON day.account_id = former.account_id
    LEFT JOIN staging.registration
        ON day.account_id = registration.account_id
    WHERE day.days_ago = 0
)

SELECT
    account_id                                          AS account_id,              -- The account that acted on the date.
    days::BIGINT                                        AS day_count,               -- Earlier days within the history, those without activity included.
    message_count::BIGINT                               AS message_count,           -- Messages sent on the date.
    coalesce(list_sort(message_counts), [])::BIGINT[]   AS former_message_counts,   -- Messages on each earlier day that had any, in ascending order.
    recipient_count::BIGINT                             AS recipient_count,         -- Recipients of one-to-one messages on the date.
    coalesce(list_sort(recipient_counts), [])::BIGINT[] AS former_recipient_counts, -- Recipients on each earlier day that had any, in ascending order.
    add_count::BIGINT                                   AS add_count,               -- Adds on the date.
    coalesce(list_sort(add_counts), [])::BIGINT[]       AS former_add_counts        -- Adds on each earlier day that had any, in ascending order.
FROM today
