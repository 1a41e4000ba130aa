/*
title = "Message bursts in the first hour of an account"
why   = "A hundred messages within 15 seconds of an account that is minutes old is beyond a person: a certain sign."
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS fresh_message_15s_max_count -- [burst] Most one-to-one messages in any 15 seconds that begin in the account's first hour. Null: no such message on the date, or rows of the log sum up longer spans.
FROM peak.fresh_message
