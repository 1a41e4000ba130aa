/*
title   = "Weight of the events in the window that ends at each event"
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
    level.account_id                                                    AS account_id,      -- Who acts.
    level.thread_id                                                     AS thread_id,       -- What the window is kept apart by; null: by the account alone.
    timestamp_micros(level.instant)::TIMESTAMPTZ                        AS window_end_at,   -- The event at which the window ends.
    timestamp_micros(level.instant - $window_microseconds)::TIMESTAMPTZ AS window_start_at, -- The instant after which the window begins.
    timestamp_micros(level.first_instant)::TIMESTAMPTZ                  AS first_event_at,  -- The earliest event in the window.
    level.total::BIGINT                                                 AS window_count     -- Weight of the events in the window.
FROM level
INNER JOIN staging.night
    ON level.instant >= unix_micros(night.day_start_at)
WHERE level.opens_until_at IS NULL OR level.first_instant <= unix_micros(level.opens_until_at)
