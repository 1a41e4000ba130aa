/*
title = "Adds of others to groups, as the log tells them"
*/
SELECT
    actor_id              AS account_id, -- Who added.
    account_id            AS other_id,   -- Whom.
    group_id              AS group_id,   -- To which group.
    event_at::TIMESTAMPTZ AS event_at,   -- When.
    event_id              AS event_id    -- The log's own name of the event.
FROM staging.membership_event
WHERE action = 'add' AND actor_id <> account_id
