/*
title = "One row per actor and added account: the target's last message to the actor"
why   = "Few targets of spam write to the spammer, while people often write to a person who added them."
*/
SELECT
    message_edge.recipient_id              AS account_id, -- The actor: the account that added.
    message_edge.sender_id                 AS other_id,   -- The target.
    max(message_edge.sent_at)::TIMESTAMPTZ AS replied_at  -- Time of the target's last message to the actor, also if before the add.
FROM staging.message_edge
SEMI JOIN acts.add_event
    ON message_edge.sender_id = add_event.other_id AND message_edge.recipient_id = add_event.account_id
GROUP BY message_edge.recipient_id, message_edge.sender_id
