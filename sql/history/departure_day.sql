/*
title = "One row per account, group and day on which the account left or was removed"
why   = "Targets that are still in the group a week later are a sign that the adds were wanted."
*/
SELECT
    account_id                 AS account_id, -- The account that left or was removed.
    group_id                   AS group_id,   -- The group.
    max(event_at)::TIMESTAMPTZ AS last_at     -- Time of the last departure on the day.
FROM staging.membership_event
WHERE date = $date::DATE AND action IN ('leave', 'remove')
GROUP BY account_id, group_id
