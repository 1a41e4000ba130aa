/*
title = "Messages within seconds of an account's first hour"
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS fresh_message_15s_max_count -- [burst] Most one-to-one messages in any 15 seconds that begin in the account's first hour. Null: no such message on the date, or the log sums up longer spans.
FROM peak.fresh_message
