/*
title = "One row per promoter, promoted account, group and day"
why   = "A promotion links the account that creates spam groups to the account that fills them."
*/
SELECT
    actor_id                   AS account_id, -- The account that promoted.
    account_id                 AS target_id,  -- The promoted account.
    group_id                   AS group_id,   -- The group.
    min(event_at)::TIMESTAMPTZ AS promoted_at -- Time of the first promotion on the day.
FROM staging.membership_event
WHERE date = $date::DATE AND action = 'promote' AND actor_id <> account_id
GROUP BY actor_id, account_id, group_id
