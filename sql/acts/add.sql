/*
title = "Adds of others to groups, with what came of each by the end of the night"
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
        account_id    AS other_id,
        group_id,
        max(event_at) AS departed_at
    FROM staging.membership_event
    WHERE action IN ('leave', 'remove')
    GROUP BY account_id, group_id
),

complaint AS (
    SELECT
        reported_id      AS account_id,
        reporter_id      AS other_id,
        max(reported_at) AS complained_at
    FROM staging.report
    GROUP BY reported_id, reporter_id
),

reply AS (
    SELECT
        acquaintance.account_id,
        acquaintance.other_id,
        max(message_edge.sent_at) AS replied_at
    FROM staging.message_edge
    INNER JOIN acts.acquaintance
        ON message_edge.sender_id = acquaintance.other_id AND message_edge.recipient_id = acquaintance.account_id
    GROUP BY acquaintance.account_id, acquaintance.other_id
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
    add_event.account_id                                                        AS account_id,  -- Who added.
    add_event.other_id                                                          AS other_id,    -- Whom.
    add_event.group_id                                                          AS group_id,    -- To which group.
    add_event.event_at::TIMESTAMPTZ                                             AS event_at,    -- When.
    add_event.event_id                                                          AS event_id,    -- The log's own name of the event.
    (coalesce(acquaintance.known_from_at < add_event.event_at, FALSE))::BOOLEAN AS is_listed,   -- Whether the other lists the one who added.
    acquaintance.is_known::BOOLEAN                                              AS is_known,    -- Whether the other has an address book that can tell.
    (
        coalesce(departure.departed_at > add_event.event_at, FALSE)
        OR coalesce(complaint.complained_at >= add_event.event_at, FALSE)
    )::BOOLEAN                                                                  AS is_unwanted, -- Whether the other left, was removed, blocked or reported since.
    (
        coalesce(reply.replied_at > add_event.event_at, FALSE)
        OR coalesce(post.posted_at > add_event.event_at, FALSE)
    )::BOOLEAN                                                                  AS is_answered  -- Whether the other wrote back or in the group since.
FROM add_event
INNER JOIN acts.acquaintance
    ON add_event.account_id = acquaintance.account_id AND add_event.other_id = acquaintance.other_id
LEFT JOIN departure
    ON add_event.other_id = departure.other_id AND add_event.group_id = departure.group_id
LEFT JOIN complaint
    ON add_event.account_id = complaint.account_id AND add_event.other_id = complaint.other_id
LEFT JOIN reply
    ON add_event.account_id = reply.account_id AND add_event.other_id = reply.other_id
LEFT JOIN post
    ON add_event.other_id = post.other_id AND add_event.group_id = post.group_id
