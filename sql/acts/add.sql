/*
title = "Adds of others to groups, with who lists whom and what came of each by the end of the night"
*/
WITH complaint AS (
    SELECT
        reported_id                                     AS account_id,
        reporter_id                                     AS other_id,
        max(reported_at) FILTER (WHERE kind = 'report') AS reported_at,
        max(reported_at) FILTER (WHERE kind = 'block')  AS blocked_at
    FROM staging.report
    GROUP BY reported_id, reporter_id
),

outcome AS (
    SELECT
        add_event.account_id,
        add_event.other_id,
        add_event.group_id,
        add_event.event_at,
        add_event.event_id,
        add_departure.left_at,
        add_departure.removed_at,
        coalesce(complaint.reported_at >= add_event.event_at, FALSE) AS is_reported,
        coalesce(complaint.blocked_at >= add_event.event_at, FALSE)  AS is_blocked,
        coalesce(add_reply.replied_at > add_event.event_at, FALSE)   AS is_replied,
        coalesce(add_post.posted_at > add_event.event_at, FALSE)     AS is_posted
    FROM acts.add_event
    LEFT JOIN acts.add_departure
        ON
            add_event.other_id = add_departure.other_id
            AND add_event.group_id = add_departure.group_id
            AND add_event.event_at = add_departure.event_at
    LEFT JOIN complaint
        ON add_event.account_id = complaint.account_id AND add_event.other_id = complaint.other_id
    LEFT JOIN acts.add_reply
        ON add_event.account_id = add_reply.account_id AND add_event.other_id = add_reply.other_id
    LEFT JOIN acts.add_post
        ON add_event.other_id = add_post.other_id AND add_event.group_id = add_post.group_id
)

SELECT
    outcome.account_id                                                      AS account_id,  -- Who added.
    outcome.other_id                                                        AS other_id,    -- Whom.
    outcome.group_id                                                        AS group_id,    -- To which group.
    outcome.event_at::TIMESTAMPTZ                                           AS event_at,    -- When.
    outcome.event_id                                                        AS event_id,    -- The log's own name of the event.
    coalesce(acquaintance.known_from_at < outcome.event_at, FALSE)::BOOLEAN AS is_listed,   -- Whether the other lists the one who added.
    acquaintance.is_known::BOOLEAN                                          AS is_known,    -- Whether the other has an address book that can tell.
    outcome.left_at::TIMESTAMPTZ                                            AS left_at,     -- When the other first left that group after it.
    outcome.removed_at::TIMESTAMPTZ                                         AS removed_at,  -- When the other was first removed from it.
    outcome.is_reported::BOOLEAN                                            AS is_reported, -- Whether the other reported the one who added since.
    outcome.is_blocked::BOOLEAN                                             AS is_blocked,  -- Whether the other blocked the one who added since.
    outcome.is_replied::BOOLEAN                                             AS is_replied,  -- Whether the other wrote to the one who added since.
    outcome.is_posted::BOOLEAN                                              AS is_posted,   -- Whether the other wrote in the group since.
    (
        outcome.left_at IS NOT NULL
        OR outcome.removed_at IS NOT NULL
        OR outcome.is_reported
        OR outcome.is_blocked
    )::BOOLEAN                                                              AS is_unwanted, -- Whether the other left, was removed, blocked or reported since.
    (outcome.is_replied OR outcome.is_posted)::BOOLEAN                      AS is_answered  -- Whether the other wrote back or in the group since.
FROM outcome
INNER JOIN acts.acquaintance
    ON outcome.account_id = acquaintance.account_id AND outcome.other_id = acquaintance.other_id
