/*
title = "Who left or was removed from which group on a day"
*/
SELECT
    account_id                 AS account_id, -- Who went.
    group_id                   AS group_id,   -- From which group.
    max(event_at)::TIMESTAMPTZ AS last_at     -- When last.
FROM staging.membership_event
WHERE date = $date::DATE AND action IN ('leave', 'remove')
GROUP BY account_id, group_id
