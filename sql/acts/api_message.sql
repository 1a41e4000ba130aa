/*
title = "Messages of api accounts"
log   = "message_edges"

[sliding]
seconds = 10
total   = "message_count"
*/
SELECT
    message_edge.sender_id             AS account_id,    -- Who wrote.
    message_edge.recipient_id          AS other_id,      -- To whom; null: to a group.
    message_edge.group_id              AS group_id,      -- To which group; null: to one account.
    message_edge.sent_at::TIMESTAMPTZ  AS event_at,      -- When.
    message_edge.message_count::BIGINT AS message_count, -- How many messages.
    message_edge.event_id              AS event_id       -- The log's own name of the event.
FROM staging.message_edge
INNER JOIN staging.registration
    ON message_edge.sender_id = registration.account_id
CROSS JOIN staging.night
WHERE registration.account_type = 'api' AND night.message_resolution_seconds <= 10
