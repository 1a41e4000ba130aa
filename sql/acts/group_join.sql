/*
title = "One row per join or acceptance of a visitor"
why   = "A person joins a few groups in a day; an account that joins dozens within an hour looks for an audience."
log   = "membership_events"

[sliding]
seconds  = 3600
distinct = ["group_id"]
*/
SELECT
    membership_event.account_id            AS account_id, -- The account that came.
    membership_event.group_id              AS group_id,   -- The group.
    membership_event.event_at::TIMESTAMPTZ AS event_at,   -- Time of coming.
    membership_event.action::VARCHAR       AS action,     -- join or accept.
    membership_event.event_id              AS event_id    -- The event's id in the log.
FROM staging.membership_event
SEMI JOIN acts.visitor
    ON membership_event.account_id = visitor.account_id
WHERE membership_event.action IN ('join', 'accept')
