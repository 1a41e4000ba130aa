/*
title = "One row per visitor and group: when it came, posted, left or was removed, on the date or the day before"
why   = "A member comes, reads and stays; a spammer comes, posts within minutes and is removed."
*/
WITH event AS (
    SELECT
        membership_event.account_id,
        membership_event.group_id,
        membership_event.event_at,
        CASE
            WHEN
                membership_event.action = 'remove' AND membership_event.actor_id = membership_event.account_id
                THEN 'leave'
            ELSE membership_event.action
        END AS action,
        0   AS message_count,
        0   AS forward_count
    FROM staging.membership_event
    SEMI JOIN acts.visitor
        ON membership_event.account_id = visitor.account_id
    WHERE membership_event.action IN ('create', 'add', 'join', 'accept', 'leave', 'remove')
    UNION ALL
    SELECT
        message_edge.sender_id                                                       AS account_id,
        message_edge.group_id,
        message_edge.sent_at                                                         AS event_at,
        'post'                                                                       AS action,
        message_edge.message_count,
        CASE WHEN message_edge.is_forward THEN message_edge.message_count ELSE 0 END AS forward_count
    FROM staging.message_edge
    SEMI JOIN acts.visitor
        ON message_edge.sender_id = visitor.account_id
    WHERE message_edge.group_id IS NOT NULL
)

SELECT
    account_id
        AS account_id,      -- The visitor.
    group_id
        AS group_id,        -- The group.
    (min(event_at) FILTER (WHERE action IN ('create', 'add', 'join', 'accept')))::TIMESTAMPTZ
        AS came_at,         -- Time of the first add, join or acceptance, or of the creation; null: it came earlier.
    (min(event_at) FILTER (WHERE action IN ('join', 'accept')))::TIMESTAMPTZ
        AS joined_at,       -- Time of the first join or acceptance; null: none.
    (max(event_at) FILTER (WHERE action = 'leave'))::TIMESTAMPTZ
        AS left_at,         -- Time at which it last left by itself; null: it did not.
    (min(event_at) FILTER (WHERE action = 'post'))::TIMESTAMPTZ
        AS first_posted_at, -- Time of its first message in the group; null: none.
    (max(event_at) FILTER (WHERE action = 'post'))::TIMESTAMPTZ
        AS last_posted_at,  -- Time of its last message in the group; null: none.
    sum(message_count)::BIGINT
        AS message_count,   -- Its messages in the group.
    sum(forward_count)::BIGINT
        AS forward_count    -- The forwarded ones of them.
FROM event
GROUP BY account_id, group_id
