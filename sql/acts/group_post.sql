/*
title = "Messages to groups"
log   = "message_edges"

[sliding]
seconds  = 3600
distinct = ["group_id"]
*/
SELECT
    message_edge.sender_id            AS account_id, -- Who posted.
    message_edge.group_id             AS group_id,   -- In which group.
    message_edge.sent_at::TIMESTAMPTZ AS event_at,   -- When.
    message_edge.event_id             AS event_id    -- The log's own name of the event.
FROM staging.message_edge
CROSS JOIN staging.night
WHERE message_edge.group_id IS NOT NULL AND night.message_resolution_seconds <= 3600
