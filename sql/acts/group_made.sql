/*
title  = "Groups made"
log    = "membership_events"
action = "create"

[sliding]
seconds  = 3600
distinct = ["group_id"]
*/
SELECT
    account_id            AS account_id, -- Who made the group.
    group_id              AS group_id,   -- Which group.
    event_at::TIMESTAMPTZ AS event_at,   -- When.
    event_id              AS event_id    -- The log's own name of the event.
FROM staging.membership_event
WHERE action = 'create' AND actor_id IS NOT NULL
