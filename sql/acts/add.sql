/*
title = "One row per add, with the target's responses up to the end of the date"
why   = "Two hundred adds may be a school reunion or spam; what the targets do next separates the two."
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
    outcome.account_id                                                      AS account_id,  -- The actor: the account that added.
    outcome.other_id                                                        AS other_id,    -- The target.
    outcome.group_id                                                        AS group_id,    -- The group.
    outcome.event_at::TIMESTAMPTZ                                           AS event_at,    -- Time of the add.
    outcome.event_id                                                        AS event_id,    -- The event's id in the log.
    coalesce(acquaintance.known_from_at < outcome.event_at, FALSE)::BOOLEAN AS is_listed,   -- True where the target has the actor as a contact.
    acquaintance.is_known::BOOLEAN                                          AS is_known,    -- True where the target's contacts are known.
    outcome.left_at::TIMESTAMPTZ                                            AS left_at,     -- Time at which the target first left the group after the add; null: it did not.
    outcome.removed_at::TIMESTAMPTZ                                         AS removed_at,  -- Time at which the target was first removed from the group after the add; null: it was not.
    outcome.is_reported::BOOLEAN                                            AS is_reported, -- True where the target reported the actor after the add.
    outcome.is_blocked::BOOLEAN                                             AS is_blocked,  -- True where the target blocked the actor after the add.
    outcome.is_replied::BOOLEAN                                             AS is_replied,  -- True where the target wrote to the actor after the add.
    outcome.is_posted::BOOLEAN                                              AS is_posted,   -- True where the target posted in the group after the add.
    (
        outcome.left_at IS NOT NULL
        OR outcome.removed_at IS NOT NULL
        OR outcome.is_reported
        OR outcome.is_blocked
    )::BOOLEAN                                                              AS is_unwanted, -- True where the target left, was removed, or blocked or reported the actor after the add.
    (outcome.is_replied OR outcome.is_posted)::BOOLEAN                      AS is_answered  -- True where the target replied to the actor or posted in the group after the add.
FROM outcome
INNER JOIN acts.acquaintance
    ON outcome.account_id = acquaintance.account_id AND outcome.other_id = acquaintance.other_id
