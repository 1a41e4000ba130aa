/*
title  = "Adds of accounts that do not, or cannot be known to, list the one who adds"
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
    is_known::BOOLEAN     AS is_known,    -- Whether the other has an address book that can tell.
    is_unwanted::BOOLEAN  AS is_unwanted, -- Whether the other left, was removed, blocked or reported since.
    is_answered::BOOLEAN  AS is_answered  -- Whether the other wrote back or in the group since.
FROM acts.add
WHERE NOT is_listed
