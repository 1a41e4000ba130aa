/*
title = "One row per group created on the day"
why   = "A ring may create groups in bulk and fill them days later, so the creator must still be known then."
*/
SELECT
    account_id                 AS account_id, -- The creator of the group.
    group_id                   AS group_id,   -- The group.
    min(event_at)::TIMESTAMPTZ AS made_at     -- Time of creation.
FROM staging.membership_event
WHERE date = $date::DATE AND action = 'create' AND actor_id IS NOT NULL
GROUP BY account_id, group_id
