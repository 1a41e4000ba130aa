/*
title = "One row per added account and group: its last message in the group"
why   = "A target that posts in the group has accepted the add; that is evidence for the actor."
*/
SELECT
    message_edge.sender_id                 AS other_id, -- The target.
    message_edge.group_id                  AS group_id, -- The group.
    max(message_edge.sent_at)::TIMESTAMPTZ AS posted_at -- Time of the target's last message in the group, also if before the add.
FROM staging.message_edge
SEMI JOIN acts.add_event
    ON message_edge.sender_id = add_event.other_id AND message_edge.group_id = add_event.group_id
GROUP BY message_edge.sender_id, message_edge.group_id
