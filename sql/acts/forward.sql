/*
title = "Forwards"
log   = "message_edges"

[sliding]
seconds  = 60
distinct = ["other_id", "group_id"]
*/
SELECT
    message_edge.sender_id             AS account_id,    -- Who forwarded.
    message_edge.recipient_id          AS other_id,      -- To whom; null: to a group.
    message_edge.group_id              AS group_id,      -- To which group; null: to one account.
    message_edge.sent_at::TIMESTAMPTZ  AS event_at,      -- When.
    message_edge.message_count::BIGINT AS message_count, -- How many messages.
    message_edge.event_id              AS event_id       -- The log's own name of the event.
FROM staging.message_edge
CROSS JOIN staging.night
WHERE message_edge.is_forward AND night.message_resolution_seconds <= 60
