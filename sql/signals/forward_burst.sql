/*
title = "The most chats that forwards reached within a minute"
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS forward_chat_60s_max_count -- [forwards] Most distinct chats forwarded to in any 60 seconds. Null: none on the date, or the log sums up longer spans.
FROM peak.forward
