/*
title   = "The fullest window of each account, the earliest of equals"
generic = true
sweep   = "peak"
*/
WITH fullest AS (
    -- The greatest of (count, earliness, ...) is the fullest window, and of equals the one that ends first.
    SELECT
        account_id,
        thread_id,
        max(
            struct_pack(
                window_count := window_count,
                earliness := -unix_micros(window_end_at),
                first_instant := unix_micros(first_event_at),
                start_instant := unix_micros(window_start_at)
            )
        ) AS peak
    FROM sliding.act
    GROUP BY account_id, thread_id
)

SELECT
    fullest.account_id                                        AS account_id,      -- Who acts.
    fullest.thread_id                                         AS thread_id,       -- What the window is kept apart by; null: by the account alone.
    timestamp_micros(fullest.peak.start_instant)::TIMESTAMPTZ AS window_start_at, -- The instant after which the window begins.
    timestamp_micros(-fullest.peak.earliness)::TIMESTAMPTZ    AS window_end_at,   -- The event at which the window ends.
    timestamp_micros(fullest.peak.first_instant)::TIMESTAMPTZ AS first_event_at,  -- The earliest event in the window.
    fullest.peak.window_count::BIGINT                         AS window_count     -- The most that any window held.
FROM fullest
