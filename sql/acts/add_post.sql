/*
title = "When those who were added last wrote in the group"
*/
SELECT
    message_edge.sender_id                 AS other_id, -- Who was added.
    message_edge.group_id                  AS group_id, -- To which group.
    max(message_edge.sent_at)::TIMESTAMPTZ AS posted_at -- When they last wrote in it, also if before the add.
FROM staging.message_edge
SEMI JOIN acts.add_event
    ON message_edge.sender_id = add_event.other_id AND message_edge.group_id = add_event.group_id
GROUP BY message_edge.sender_id, message_edge.group_id
