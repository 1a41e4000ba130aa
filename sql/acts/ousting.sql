/*
title = "One row per admin that another account removed or demoted on the date or the day before"
why   = "Whoever takes a group over first gets rid of its other admins."
log   = "membership_events"

[sliding]
seconds  = 86400
distinct = ["other_id"]
*/
WITH ousted AS (
    SELECT
        membership_event.actor_id   AS account_id,
        membership_event.account_id AS other_id,
        membership_event.group_id,
        membership_event.event_at,
        membership_event.event_id,
        membership_event.action
    FROM staging.membership_event
    WHERE
        membership_event.action IN ('remove', 'demote')
        AND membership_event.actor_id <> membership_event.account_id
),

admin AS (
    SELECT
        group_day.account_id,
        group_day.group_id,
        group_day.made_at AS known_at
    FROM history.group_day
    UNION ALL
    SELECT
        promotion_day.target_id AS account_id,
        promotion_day.group_id,
        promotion_day.promoted_at
    FROM history.promotion_day
    UNION ALL
    SELECT
        actor_id AS account_id,
        group_id,
        event_at AS known_at
    FROM staging.membership_event
    WHERE action IN ('remove', 'promote', 'demote') AND actor_id <> account_id
),

known AS (
    SELECT
        admin.account_id,
        admin.group_id,
        min(admin.known_at) AS known_at
    FROM admin
    SEMI JOIN ousted
        ON admin.account_id = ousted.other_id AND admin.group_id = ousted.group_id
    GROUP BY admin.account_id, admin.group_id
)

SELECT
    ousted.account_id            AS account_id, -- The account that removed or demoted.
    ousted.other_id              AS other_id,   -- The admin.
    ousted.group_id              AS group_id,   -- The group.
    ousted.event_at::TIMESTAMPTZ AS event_at,   -- Time of the removal or demotion.
    ousted.action::VARCHAR       AS action,     -- remove or demote.
    ousted.event_id              AS event_id    -- The event's id in the log.
FROM ousted
LEFT JOIN known
    ON ousted.other_id = known.account_id AND ousted.group_id = known.group_id
-- Only an admin can be demoted.
WHERE ousted.action = 'demote' OR known.known_at < ousted.event_at
