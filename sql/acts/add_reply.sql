/*
title = "When those who were added last wrote to the one who added them"
*/
SELECT
    message_edge.recipient_id              AS account_id, -- Who added.
    message_edge.sender_id                 AS other_id,   -- Whom.
    max(message_edge.sent_at)::TIMESTAMPTZ AS replied_at  -- When the other last wrote to that account, also if before the add.
FROM staging.message_edge
SEMI JOIN acts.add_event
    ON message_edge.sender_id = add_event.other_id AND message_edge.recipient_id = add_event.account_id
GROUP BY message_edge.recipient_id, message_edge.sender_id
