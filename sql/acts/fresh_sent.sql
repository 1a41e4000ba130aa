/*
title = "One-to-one messages of fresh accounts"
*/
SELECT
    message_edge.sender_id                    AS account_id,    -- Who wrote.
    message_edge.recipient_id                 AS other_id,      -- To whom.
    message_edge.sent_at::TIMESTAMPTZ         AS event_at,      -- When.
    message_edge.message_count::BIGINT        AS message_count, -- How many messages.
    message_edge.event_id                     AS event_id,      -- The log's own name of the event.
    fresh_account.registered_at::TIMESTAMPTZ  AS registered_at, -- When the sender was registered.
    fresh_account.fresh_until_at::TIMESTAMPTZ AS fresh_until_at -- The first instant at which it is not fresh any more.
FROM staging.message_edge
INNER JOIN acts.fresh_account
    ON message_edge.sender_id = fresh_account.account_id
WHERE message_edge.recipient_id IS NOT NULL AND message_edge.sent_at >= fresh_account.registered_at
