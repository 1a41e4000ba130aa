/*
title = "One row per message to a group"
why   = "A spammer that is a member of many groups posts to all of them within minutes."
log   = "message_edges"

[sliding]
seconds  = 3600
distinct = ["group_id"]
*/
SELECT
    message_edge.sender_id            AS account_id, -- The sender.
    message_edge.group_id             AS group_id,   -- The group.
    message_edge.sent_at::TIMESTAMPTZ AS event_at,   -- Time of sending.
    message_edge.event_id             AS event_id    -- The event's id in the log.
FROM staging.message_edge
CROSS JOIN staging.night
WHERE message_edge.group_id IS NOT NULL AND night.message_resolution_seconds <= 3600
