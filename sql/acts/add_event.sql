/*
title = "One row per add of another account, without the target's responses"
why   = "The tables of responses need the adds, and acts.add needs the responses: this table avoids a cycle."
*/
SELECT
    actor_id              AS account_id, -- The actor: the account that added.
    account_id            AS other_id,   -- The target.
    group_id              AS group_id,   -- The group.
    event_at::TIMESTAMPTZ AS event_at,   -- Time of the add.
    event_id              AS event_id    -- The event's id in the log.
FROM staging.membership_event
WHERE action = 'add' AND actor_id <> account_id
