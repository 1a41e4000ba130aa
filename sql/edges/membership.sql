/*
title = "Who added, removed, promoted or invited whom on the date"
*/
SELECT
    membership_event.actor_id                   AS source_id,   -- Who acts.
    membership_event.account_id                 AS target_id,   -- Who is acted upon.
    (CASE membership_event.action
        WHEN 'add' THEN 'added'
        WHEN 'remove' THEN 'removed'
        WHEN 'promote' THEN 'promoted'
        ELSE 'invited'
    END)::VARCHAR                               AS relation,    -- added, removed, promoted or invited.
    count(*)::BIGINT                            AS event_count, -- How often.
    min(membership_event.event_at)::TIMESTAMPTZ AS first_at,    -- When first.
    max(membership_event.event_at)::TIMESTAMPTZ AS last_at      -- When last.
FROM staging.membership_event
INNER JOIN staging.night
    ON membership_event.date = night.date
WHERE
    membership_event.action IN ('add', 'remove', 'promote', 'invite')
    AND membership_event.actor_id <> membership_event.account_id
GROUP BY membership_event.actor_id, membership_event.account_id, membership_event.action
