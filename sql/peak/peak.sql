/*
title   = "The fullest window of each account, the earliest of equals"
why     = "A rule needs one number per account and the time at which it was reached, for the reason and its evidence."
generic = true
sweep   = "peak"
*/
WITH fullest AS (
    -- The maximum of (count, earliness, ...) is the fullest window; among equals, the one that ends first.
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
    fullest.account_id                                        AS account_id,      -- The actor.
    fullest.thread_id                                         AS thread_id,       -- Key that separates windows of one account (a partner); null: one window series per account.
    timestamp_micros(fullest.peak.start_instant)::TIMESTAMPTZ AS window_start_at, -- Start of the window; events at this instant are outside.
    timestamp_micros(-fullest.peak.earliness)::TIMESTAMPTZ    AS window_end_at,   -- Time of the event at which the window ends.
    timestamp_micros(fullest.peak.first_instant)::TIMESTAMPTZ AS first_event_at,  -- Time of the earliest event in the window.
    fullest.peak.window_count::BIGINT                         AS window_count     -- Greatest count of any window.
FROM fullest
