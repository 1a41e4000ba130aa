/*
title = "Most chats reached by forwards within a minute"
why   = "Clients limit a forward to a few chats at once; reaching many within a minute takes persistence or a script."
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS forward_chat_60s_max_count -- [forwards] Most distinct chats forwarded to in any 60 seconds. Null: no forwards on the date, or rows of the log sum up longer spans.
FROM peak.forward
