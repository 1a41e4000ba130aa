/*
title = "One row per actor, target and relation (added, removed, promoted, invited) on the date"
why   = "Who added and promoted whom is the skeleton of group spam, and the first question about a flagged account."
*/
SELECT
    membership_event.actor_id                   AS source_id,   -- The actor.
    membership_event.account_id                 AS target_id,   -- The target.
    (CASE membership_event.action
        WHEN 'add' THEN 'added'
        WHEN 'remove' THEN 'removed'
        WHEN 'promote' THEN 'promoted'
        ELSE 'invited'
    END)::VARCHAR                               AS relation,    -- added, removed, promoted or invited.
    count(*)::BIGINT                            AS event_count, -- Number of events.
    min(membership_event.event_at)::TIMESTAMPTZ AS first_at,    -- Time of the first.
    max(membership_event.event_at)::TIMESTAMPTZ AS last_at      -- Time of the last.
FROM staging.membership_event
INNER JOIN staging.night
    ON membership_event.date = night.date
WHERE
    membership_event.action IN ('add', 'remove', 'promote', 'invite')
    AND membership_event.actor_id <> membership_event.account_id
GROUP BY membership_event.actor_id, membership_event.account_id, membership_event.action
