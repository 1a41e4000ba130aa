/*
title  = "One row per add, to count the groups that an account adds to"
why    = "A spammer may put few accounts into each of many groups; the number of groups then stands out, not the adds."
log    = "membership_events"
action = "add"
view   = true

[sliding]
seconds  = 3600
distinct = ["group_id"]
*/
SELECT
    account_id            AS account_id, -- The actor: the account that added.
    other_id              AS other_id,   -- The target.
    group_id              AS group_id,   -- The group.
    event_at::TIMESTAMPTZ AS event_at,   -- Time of the add.
    event_id              AS event_id    -- The event's id in the log.
FROM acts.add
