/*
title = "Which groups were made on a day, and by whom"
*/
SELECT
    account_id                 AS account_id, -- Who made the group.
    group_id                   AS group_id,   -- Which group.
    min(event_at)::TIMESTAMPTZ AS made_at     -- When.
FROM staging.membership_event
WHERE date = $date::DATE AND action = 'create' AND actor_id IS NOT NULL
GROUP BY account_id, group_id
