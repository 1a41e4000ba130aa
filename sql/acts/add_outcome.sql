/*
title = "What became of each add of another by the end of the night"
view  = true
*/
WITH add_event AS (
    SELECT
        actor_id   AS account_id,
        account_id AS other_id,
        group_id,
        event_at,
        event_id
    FROM staging.membership_event
    WHERE action = 'add' AND actor_id <> account_id
),

departure AS (
    SELECT
        add_event.other_id,
        add_event.group_id,
        add_event.event_at,
        min(membership_event.event_at) FILTER (WHERE membership_event.action = 'leave')  AS left_at,
        min(membership_event.event_at) FILTER (WHERE membership_event.action = 'remove') AS removed_at
    FROM add_event
    INNER JOIN staging.membership_event
        ON add_event.other_id = membership_event.account_id AND add_event.group_id = membership_event.group_id
    WHERE membership_event.action IN ('leave', 'remove') AND add_event.event_at < membership_event.event_at
    GROUP BY add_event.other_id, add_event.group_id, add_event.event_at
),

complaint AS (
    SELECT
        reported_id                                     AS account_id,
        reporter_id                                     AS other_id,
        max(reported_at) FILTER (WHERE kind = 'report') AS reported_at,
        max(reported_at) FILTER (WHERE kind = 'block')  AS blocked_at
    FROM staging.report
    GROUP BY reported_id, reporter_id
),

reply AS (
    SELECT
        message_edge.recipient_id AS account_id,
        message_edge.sender_id    AS other_id,
        max(message_edge.sent_at) AS replied_at
    FROM staging.message_edge
    SEMI JOIN add_event
        ON message_edge.sender_id = add_event.other_id AND message_edge.recipient_id = add_event.account_id
    GROUP BY message_edge.recipient_id, message_edge.sender_id
),

post AS (
    SELECT
        message_edge.sender_id    AS other_id,
        message_edge.group_id,
        max(message_edge.sent_at) AS posted_at
    FROM staging.message_edge
    SEMI JOIN add_event
        ON message_edge.sender_id = add_event.other_id AND message_edge.group_id = add_event.group_id
    GROUP BY message_edge.sender_id, message_edge.group_id
)

SELECT
    add_event.account_id                                                  AS account_id,  -- Who added.
    add_event.other_id                                                    AS other_id,    -- Whom.
    add_event.group_id                                                    AS group_id,    -- To which group.
    add_event.event_at::TIMESTAMPTZ                                       AS event_at,    -- When.
    add_event.event_id                                                    AS event_id,    -- The log's own name of the event.
    departure.left_at::TIMESTAMPTZ                                        AS left_at,     -- When the other first left that group after it.
    departure.removed_at::TIMESTAMPTZ                                     AS removed_at,  -- When the other was first removed from it.
    coalesce(complaint.reported_at >= add_event.event_at, FALSE)::BOOLEAN AS is_reported, -- Whether the other reported the one who added since.
    coalesce(complaint.blocked_at >= add_event.event_at, FALSE)::BOOLEAN  AS is_blocked,  -- Whether the other blocked the one who added since.
    coalesce(reply.replied_at > add_event.event_at, FALSE)::BOOLEAN       AS is_replied,  -- Whether the other wrote to the one who added since.
    coalesce(post.posted_at > add_event.event_at, FALSE)::BOOLEAN         AS is_posted    -- Whether the other wrote in the group since.
FROM add_event
LEFT JOIN departure
    ON
        add_event.other_id = departure.other_id
        AND add_event.group_id = departure.group_id
        AND add_event.event_at = departure.event_at
LEFT JOIN complaint
    ON add_event.account_id = complaint.account_id AND add_event.other_id = complaint.other_id
LEFT JOIN reply
    ON add_event.account_id = reply.account_id AND add_event.other_id = reply.other_id
LEFT JOIN post
    ON add_event.other_id = post.other_id AND add_event.group_id = post.group_id
