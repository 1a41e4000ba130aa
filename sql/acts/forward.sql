/*
title = "One row per forwarded message event"
why   = "Chain messages spread by forwards to many chats within a minute, faster than a person chooses recipients."
log   = "message_edges"

[sliding]
seconds  = 60
distinct = ["other_id", "group_id"]
*/
SELECT
    message_edge.sender_id             AS account_id,    -- The sender.
    message_edge.recipient_id          AS other_id,      -- The recipient; null: a message to a group.
    message_edge.group_id              AS group_id,      -- The group; null: a message to one account.
    message_edge.sent_at::TIMESTAMPTZ  AS event_at,      -- Time of sending.
    message_edge.message_count::BIGINT AS message_count, -- Number of messages.
    message_edge.event_id              AS event_id       -- The event's id in the log.
FROM staging.message_edge
CROSS JOIN staging.night
WHERE message_edge.is_forward AND night.message_resolution_seconds <= 60
