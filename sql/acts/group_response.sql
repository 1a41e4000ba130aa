/*
title = "One row per account that refused anything and group it was asked into: its refusals, and whether it agreed"
why   = "Somebody who left and was brought back may want to be there; somebody who leaves each time does not."
*/
WITH objector AS (
    SELECT account_id
    FROM staging.membership_event
    WHERE action = 'decline' OR (action IN ('leave', 'remove') AND actor_id = account_id)
    UNION
    SELECT reporter_id AS account_id
    FROM staging.report
),

asked AS (
    SELECT DISTINCT
        membership_event.account_id,
        membership_event.group_id
    FROM staging.membership_event
    SEMI JOIN objector
        ON membership_event.account_id = objector.account_id
    WHERE membership_event.action IN ('add', 'invite') AND membership_event.actor_id <> membership_event.account_id
),

response AS (
    SELECT
        account_id,
        group_id,
        event_at,
        action IN ('join', 'accept') AS is_agreement
    FROM staging.membership_event
    WHERE action IN ('decline', 'join', 'accept') OR (action IN ('leave', 'remove') AND actor_id = account_id)
    UNION ALL
    SELECT
        sender_id AS account_id,
        group_id,
        sent_at   AS event_at,
        TRUE      AS is_agreement
    FROM staging.message_edge
    WHERE group_id IS NOT NULL
)

SELECT
    response.account_id
        AS account_id,      -- The account; it declined, left, blocked or reported anywhere.
    response.group_id
        AS group_id,        -- The group.
    (min(response.event_at) FILTER (WHERE NOT response.is_agreement))::TIMESTAMPTZ
        AS refused_at,      -- Time at which it first declined or left; null: it did not.
    (max(response.event_at) FILTER (WHERE NOT response.is_agreement))::TIMESTAMPTZ
        AS last_refused_at, -- Time at which it last declined or left; null: it did not.
    (max(response.event_at) FILTER (WHERE response.is_agreement))::TIMESTAMPTZ
        AS agreed_at        -- Time at which it last came by itself or wrote in the group; null: it did not.
FROM response
SEMI JOIN asked
    ON response.account_id = asked.account_id AND response.group_id = asked.group_id
GROUP BY response.account_id, response.group_id
