/*
title  = "One row per add of a stranger: not known to have the actor as a contact"
why    = "Where most address books are missing, counting certain non-contacts alone would miss most spam."
log    = "membership_events"
action = "add"
view   = true

[sliding]
seconds  = 86400
distinct = ["other_id"]
*/
SELECT
    account_id            AS account_id,  -- The actor: the account that added.
    other_id              AS other_id,    -- The target.
    group_id              AS group_id,    -- The group.
    event_at::TIMESTAMPTZ AS event_at,    -- Time of the add.
    event_id              AS event_id,    -- The event's id in the log.
    is_known::BOOLEAN     AS is_known,    -- True where the target's contacts are known.
    is_unwanted::BOOLEAN  AS is_unwanted, -- True where the target has since left, was removed, or blocked or reported the actor.
    is_answered::BOOLEAN  AS is_answered  -- True where the target has since replied to the actor or posted in the group.
FROM acts.add
WHERE NOT is_listed
