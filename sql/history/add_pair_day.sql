/*
title = "Who added whom on a day"
*/
SELECT
    actor_id                   AS account_id, -- Who added.
    account_id                 AS target_id,  -- Whom.
    count(*)::BIGINT           AS add_count,  -- How often.
    min(event_at)::TIMESTAMPTZ AS first_at    -- When first.
FROM staging.membership_event
WHERE date = $date::DATE AND action = 'add' AND actor_id <> account_id
GROUP BY actor_id, account_id
