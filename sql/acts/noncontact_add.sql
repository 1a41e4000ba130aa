/*
title  = "One row per add of an account whose known contacts do not include the actor"
why    = "A ban may rest only on targets that certainly do not know the actor, so unknown targets are left out."
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
    is_unwanted::BOOLEAN  AS is_unwanted, -- True where the target has since left, was removed, or blocked or reported the actor.
    is_answered::BOOLEAN  AS is_answered  -- True where the target has since replied to the actor or posted in the group.
FROM acts.add
WHERE is_known AND NOT is_listed
