/*
title  = "Adds of non-contacts to the many groups of a maker, by one whom the maker promoted"
log    = "membership_events"
action = "add"
view   = true

[sliding]
seconds  = 86400
distinct = ["other_id"]
thread   = "partner_id"
*/
SELECT
    partner_id            AS account_id,  -- Who made the groups.
    account_id            AS partner_id,  -- The adder.
    other_id              AS other_id,    -- Whom the adder added.
    group_id              AS group_id,    -- To which group.
    event_at::TIMESTAMPTZ AS event_at,    -- When.
    event_id              AS event_id,    -- The log's own name of the event.
    group_count::BIGINT   AS group_count, -- Groups that the maker made within the fullest hour around it.
    made_count::BIGINT    AS made_count   -- All groups that the maker made in hours of so many.
FROM acts.relay_add
