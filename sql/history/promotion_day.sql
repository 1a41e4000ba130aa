/*
title = "Who promoted whom, in which group, on a day"
*/
SELECT
    actor_id                   AS account_id, -- Who promoted.
    account_id                 AS target_id,  -- Whom.
    group_id                   AS group_id,   -- In which group.
    min(event_at)::TIMESTAMPTZ AS promoted_at -- When first.
FROM staging.membership_event
WHERE date = $date::DATE AND action = 'promote' AND actor_id <> account_id
GROUP BY actor_id, account_id, group_id
