/*
title  = "Adds of accounts whose address book does not list the one who adds"
log    = "membership_events"
action = "add"
view   = true

[sliding]
seconds  = 86400
distinct = ["other_id"]
*/
SELECT
    account_id            AS account_id,  -- Who added.
    other_id              AS other_id,    -- Whom.
    group_id              AS group_id,    -- To which group.
    event_at::TIMESTAMPTZ AS event_at,    -- When.
    event_id              AS event_id,    -- The log's own name of the event.
    is_unwanted::BOOLEAN  AS is_unwanted, -- Whether the other left, was removed, blocked or reported since.
    is_answered::BOOLEAN  AS is_answered  -- Whether the other wrote back or in the group since.
FROM acts.add
WHERE is_known AND NOT is_listed
