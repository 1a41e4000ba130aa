/*
title = "Message rate of an api account"
why   = "An api account may send 20 messages a second; only a rate above that is a violation."
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS api_message_10s_max_count -- [rate] Most messages of an api account in any 10 seconds. Null: not an api account, no messages on the date, or rows of the log sum up more than 10 seconds.
FROM peak.api_message
