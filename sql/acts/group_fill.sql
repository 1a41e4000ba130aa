/*
title  = "Adds of others, counted by the groups they go to"
log    = "membership_events"
action = "add"
view   = true

[sliding]
seconds  = 3600
distinct = ["group_id"]
*/
SELECT
    account_id            AS account_id, -- Who added.
    other_id              AS other_id,   -- Whom.
    group_id              AS group_id,   -- To which group.
    event_at::TIMESTAMPTZ AS event_at,   -- When.
    event_id              AS event_id    -- The log's own name of the event.
FROM acts.add
