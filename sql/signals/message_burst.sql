/*
title = "The most one-to-one messages within seconds"
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS message_15s_max_count -- [messages] Most one-to-one messages in any 15 seconds. Null: none on the date, fewer than `busy_message.least_count` on it and the day before, or the log sums up longer spans.
FROM peak.busy_message
