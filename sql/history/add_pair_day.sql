/*
title = "One row per actor, target, group and day with an add"
why   = "A spammer that adds a few strangers every day is visible only over weeks, longer than raw rows are kept."
*/
SELECT
    actor_id                   AS account_id, -- The actor: the account that added.
    account_id                 AS target_id,  -- The target.
    group_id                   AS group_id,   -- The group.
    count(*)::BIGINT           AS add_count,  -- Number of adds.
    min(event_at)::TIMESTAMPTZ AS first_at    -- Time of the first add.
FROM staging.membership_event
WHERE date = $date::DATE AND action = 'add' AND actor_id <> account_id
GROUP BY actor_id, account_id, group_id
