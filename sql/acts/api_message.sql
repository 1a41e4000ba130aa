/*
title = "One row per message sent by an api account"
why   = "Api accounts are allowed a fixed message rate; only an exact 10-second window shows which of them exceed it."
log   = "message_edges"

[sliding]
seconds = 10
total   = "message_count"
*/
SELECT
    message_edge.sender_id             AS account_id,    -- The sender.
    message_edge.recipient_id          AS other_id,      -- The recipient; null: a message to a group.
    message_edge.group_id              AS group_id,      -- The group; null: a message to one account.
    message_edge.sent_at::TIMESTAMPTZ  AS event_at,      -- Time of sending.
    message_edge.message_count::BIGINT AS message_count, -- Number of messages.
    message_edge.event_id              AS event_id       -- The event's id in the log.
FROM staging.message_edge
INNER JOIN staging.registration
    ON message_edge.sender_id = registration.account_id
CROSS JOIN staging.night
WHERE registration.account_type = 'api' AND night.message_resolution_seconds <= 10
