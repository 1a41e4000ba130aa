/*
title  = "One row per group created"
why    = "A script creates groups faster than a person can name and fill them."
log    = "membership_events"
action = "create"

[sliding]
seconds  = 3600
distinct = ["group_id"]
*/
SELECT
    account_id            AS account_id, -- The creator of the group.
    group_id              AS group_id,   -- The group.
    event_at::TIMESTAMPTZ AS event_at,   -- Time of creation.
    event_id              AS event_id    -- The event's id in the log.
FROM staging.membership_event
WHERE action = 'create' AND actor_id IS NOT NULL
