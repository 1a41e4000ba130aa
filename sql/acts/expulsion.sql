/*
title  = "One row per removal of an account by another from a group in which it had posted within a day before"
why    = "An admin who removes an account soon after its message objects to the message."
log    = "membership_events"
action = "remove"

[sliding]
seconds  = 86400
distinct = ["group_id"]
*/
SELECT
    membership_event.account_id            AS account_id, -- The removed account.
    membership_event.actor_id              AS other_id,   -- The account that removed it.
    membership_event.group_id              AS group_id,   -- The group.
    membership_event.event_at::TIMESTAMPTZ AS event_at,   -- Time of the removal.
    membership_event.event_id              AS event_id,   -- The event's id in the log.
    max(message_edge.sent_at)::TIMESTAMPTZ AS posted_at   -- Time of its last message in the group before the removal.
FROM staging.membership_event
INNER JOIN staging.message_edge
    ON
        membership_event.account_id = message_edge.sender_id
        AND membership_event.group_id = message_edge.group_id
        AND message_edge.sent_at < membership_event.event_at
        AND message_edge.sent_at > membership_event.event_at - INTERVAL 24 HOUR
WHERE
    membership_event.action = 'remove'
    AND membership_event.actor_id <> membership_event.account_id
GROUP BY
    membership_event.account_id,
    membership_event.actor_id,
    membership_event.group_id,
    membership_event.event_at,
    membership_event.event_id
