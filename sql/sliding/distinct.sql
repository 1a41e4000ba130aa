/*
title   = "Distinct items in the window that ends at each event"
why     = "A count per calendar day misses bursts across midnight and most accounts close to a limit."
generic = true
*/
WITH visit AS (
    -- One row per event. An item is open until the same item occurs again or the window has passed it.
    SELECT
        account_id,
        thread_id,
        unix_micros(event_at) AS opened,
        least(
            unix_micros(event_at) + $window_microseconds,
            coalesce(
                lead(unix_micros(event_at)) OVER (
                    PARTITION BY account_id, thread_id, item_id, second_item_id
                    ORDER BY unix_micros(event_at)
                ),
                unix_micros(event_at) + $window_microseconds
            )
        )                     AS closed,
        opens_until_at
    FROM acts.act
    INNER JOIN staging.night
        ON unix_micros(act.event_at) > unix_micros(night.day_start_at) - $window_microseconds
),

step AS (
    SELECT
        account_id,
        thread_id,
        opened AS instant,
        opened,
        1      AS change,
        opens_until_at
    FROM visit
    UNION ALL
    SELECT
        visit.account_id,
        visit.thread_id,
        visit.closed AS instant,
        NULL         AS opened,
        -1           AS change,
        visit.opens_until_at
    FROM visit
    INNER JOIN staging.night
        ON visit.closed < unix_micros(night.day_end_at)
),

level AS (
    -- Rows of one instant are peers: an item that closes at a microsecond is not counted at that microsecond.
    SELECT
        account_id,
        thread_id,
        opened,
        opens_until_at,
        sum(change) OVER (
            PARTITION BY account_id, thread_id
            ORDER BY instant
            RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS open_count,
        min(opened) OVER (
            PARTITION BY account_id, thread_id
            ORDER BY instant
            RANGE BETWEEN $window_microseconds - 1 PRECEDING AND CURRENT ROW
        ) AS first_opened
    FROM step
)

SELECT
    level.account_id                                                   AS account_id,      -- The actor.
    level.thread_id                                                    AS thread_id,       -- Key that separates windows of one account (a partner); null: one window series per account.
    timestamp_micros(level.opened)::TIMESTAMPTZ                        AS window_end_at,   -- Time of the event at which the window ends.
    timestamp_micros(level.opened - $window_microseconds)::TIMESTAMPTZ AS window_start_at, -- Start of the window; events at this instant are outside.
    timestamp_micros(level.first_opened)::TIMESTAMPTZ                  AS first_event_at,  -- Time of the earliest event in the window.
    level.open_count::BIGINT                                           AS window_count     -- Distinct items in the window.
FROM level
INNER JOIN staging.night
    ON level.opened >= unix_micros(night.day_start_at)
WHERE level.opens_until_at IS NULL OR level.first_opened <= unix_micros(level.opens_until_at)
