/*
title = "Who added whom to which group on a day"
*/
SELECT
    actor_id                   AS account_id, -- Who added.
    account_id                 AS target_id,  -- Whom.
    group_id                   AS group_id,   -- To which group.
    count(*)::BIGINT           AS add_count,  -- How often.
    min(event_at)::TIMESTAMPTZ AS first_at    -- When first.
FROM staging.membership_event
WHERE date = $date::DATE AND action = 'add' AND actor_id <> account_id
GROUP BY actor_id, account_id, group_id
