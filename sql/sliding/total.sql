/*
title   = "Weight of the events in the window that ends at each event"
why     = "One log row may stand for many messages, so a rate limit needs the sum of weights, not the number of rows."
generic = true
*/
WITH level AS (
    SELECT
        account_id,
        thread_id,
        unix_micros(event_at) AS instant,
        opens_until_at,
        sum(weight) OVER (
            PARTITION BY account_id, thread_id
            ORDER BY unix_micros(event_at)
            RANGE BETWEEN $window_microseconds - 1 PRECEDING AND CURRENT ROW
        )                     AS total,
        min(unix_micros(event_at)) OVER (
            PARTITION BY account_id, thread_id
            ORDER BY unix_micros(event_at)
            RANGE BETWEEN $window_microseconds - 1 PRECEDING AND CURRENT ROW
        )                     AS first_instant
    FROM acts.act
    INNER JOIN staging.night
        ON unix_micros(act.event_at) > unix_micros(night.day_start_at) - $window_microseconds
)

SELECT
    level.account_id                                                    AS account_id,      -- The actor.
    level.thread_id                                                     AS thread_id,       -- Key that separates windows of one account (a partner); null: one window series per account.
    timestamp_micros(level.instant)::TIMESTAMPTZ                        AS window_end_at,   -- Time of the event at which the window ends.
    timestamp_micros(level.instant - $window_microseconds)::TIMESTAMPTZ AS window_start_at, -- Start of the window; events at this instant are outside.
    timestamp_micros(level.first_instant)::TIMESTAMPTZ                  AS first_event_at,  -- Time of the earliest event in the window.
    level.total::BIGINT                                                 AS window_count     -- Sum of the weights of the events in the window.
FROM level
INNER JOIN staging.night
    ON level.instant >= unix_micros(night.day_start_at)
WHERE level.opens_until_at IS NULL OR level.first_instant <= unix_micros(level.opens_until_at)
