/*
title = "One row per visitor and group: when it came, posted, left or was removed, on the date or the day before"
why   = "A member comes, reads and stays; a spammer comes, posts within minutes and is removed."
*/
WITH event AS (
    SELECT
        membership_event.account_id,
        membership_event.group_id,
        CASE WHEN membership_event.action IN ('add', 'join', 'accept') THEN membership_event.event_at END AS came_at,
        CASE WHEN membership_event.action IN ('join', 'accept') THEN membership_event.event_at END        AS joined_at,
        CASE WHEN membership_event.action = 'leave' THEN membership_event.event_at END                    AS left_at,
        CASE WHEN membership_event.action = 'remove' THEN membership_event.event_at END                   AS removed_at,
        NULL::TIMESTAMPTZ                                                                                 AS posted_at,
        0                                                                                                 AS message_count,
        0                                                                                                 AS forward_count
    FROM staging.membership_event
    SEMI JOIN acts.visitor
        ON membership_event.account_id = visitor.account_id
    WHERE
        membership_event.action IN ('add', 'join', 'accept', 'leave')
        OR (membership_event.action = 'remove' AND membership_event.actor_id <> membership_event.account_id)
    UNION ALL
    SELECT
        message_edge.sender_id                                                AS account_id,
        message_edge.group_id,
        NULL                                                                  AS came_at,
        NULL                                                                  AS joined_at,
        NULL                                                                  AS left_at,
        NULL                                                                  AS removed_at,
        message_edge.sent_at                                                  AS posted_at,
        message_edge.message_count,
        CASE WHEN message_edge.is_forward THEN message_edge.message_count END AS forward_count
    FROM staging.message_edge
    SEMI JOIN acts.visitor
        ON message_edge.sender_id = visitor.account_id
    WHERE message_edge.group_id IS NOT NULL
)

SELECT
    account_id                              AS account_id,      -- The visitor.
    group_id                                AS group_id,        -- The group.
    min(came_at)::TIMESTAMPTZ               AS came_at,         -- Time of the first add, join or acceptance; null: it came earlier.
    min(joined_at)::TIMESTAMPTZ             AS joined_at,       -- Time of the first join or acceptance; null: none.
    max(left_at)::TIMESTAMPTZ               AS left_at,         -- Time at which it last left by itself; null: it did not.
    max(removed_at)::TIMESTAMPTZ            AS removed_at,      -- Time at which another account last removed it; null: none did.
    min(posted_at)::TIMESTAMPTZ             AS first_posted_at, -- Time of its first message in the group; null: none.
    max(posted_at)::TIMESTAMPTZ             AS last_posted_at,  -- Time of its last message in the group; null: none.
    sum(message_count)::BIGINT              AS message_count,   -- Its messages in the group.
    coalesce(sum(forward_count), 0)::BIGINT AS forward_count    -- The forwarded ones of them.
FROM event
GROUP BY account_id, group_id
