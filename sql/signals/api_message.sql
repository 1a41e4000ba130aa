/*
title = "The rate of an api sender"
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS api_message_10s_max_count -- [rate] Most messages of an api account in any 10 seconds. Null: no api account, none sent on the date, or the log sums up longer spans.
FROM peak.api_message
