/*
title  = "The same rows as acts.relay_add, seen from the creator of the groups"
why    = "The creator adds nobody itself; it is flagged for what its partner does in the groups it created."
log    = "membership_events"
action = "add"
view   = true

[sliding]
seconds  = 86400
distinct = ["other_id"]
thread   = "partner_id"
*/
SELECT
    partner_id            AS account_id,  -- The creator of the groups.
    account_id            AS partner_id,  -- The adder.
    other_id              AS other_id,    -- The added account.
    group_id              AS group_id,    -- The group.
    event_at::TIMESTAMPTZ AS event_at,    -- Time of the add.
    event_id              AS event_id,    -- The event's id in the log.
    group_count::BIGINT   AS group_count, -- Groups that the creator created in the fullest hour that contains this group.
    made_count::BIGINT    AS made_count   -- All groups that the creator created in such hours.
FROM acts.relay_add
