/*
title = "Most one-to-one messages within seconds"
why   = "No person writes a hundred messages in 15 seconds; the sender is a script."
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS message_15s_max_count -- [messages] Most one-to-one messages in any 15 seconds. Null: no messages on the date, fewer than `busy_message.min_count` on it and the day before, or rows of the log sum up longer spans.
FROM peak.busy_message
