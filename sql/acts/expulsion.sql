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
    membership_event.event_id              AS event_id    -- The event's id in the log.
FROM staging.membership_event
INNER JOIN acts.visit
    ON membership_event.account_id = visit.account_id AND membership_event.group_id = visit.group_id
WHERE
    membership_event.action = 'remove'
    AND membership_event.actor_id <> membership_event.account_id
    AND visit.first_posted_at < membership_event.event_at
    AND visit.last_posted_at > membership_event.event_at - INTERVAL 24 HOUR
