/*
title = "One row per add or invite of an account that had already refused, and did not agree later"
why   = "A limit on distinct targets misses whoever adds or invites the same few people again and again."
log   = "membership_events"

[sliding]
seconds = 86400
total   = "attempt_count"
*/
WITH attempt AS (
    SELECT
        actor_id   AS account_id,
        account_id AS other_id,
        group_id,
        event_at,
        action,
        event_id
    FROM staging.membership_event
    WHERE action IN ('add', 'invite') AND actor_id <> account_id
),

rebuff AS (
    SELECT
        attempt.account_id,
        attempt.other_id,
        group_response.refused_at
    FROM attempt
    INNER JOIN acts.group_response
        ON
            attempt.other_id = group_response.account_id
            AND attempt.group_id = group_response.group_id
            AND attempt.event_at < group_response.refused_at
    UNION ALL
    SELECT
        reported_id AS account_id,
        reporter_id AS other_id,
        reported_at AS refused_at
    FROM staging.report
),

refused AS (
    SELECT
        account_id,
        other_id,
        min(refused_at) AS refused_at
    FROM rebuff
    GROUP BY account_id, other_id
)

SELECT
    attempt.account_id            AS account_id,    -- The actor.
    attempt.other_id              AS other_id,      -- The target.
    attempt.group_id              AS group_id,      -- The group.
    attempt.event_at::TIMESTAMPTZ AS event_at,      -- Time of the add or invite.
    attempt.action::VARCHAR       AS action,        -- add or invite.
    1::BIGINT                     AS attempt_count, -- 1.
    attempt.event_id              AS event_id       -- The event's id in the log.
FROM attempt
LEFT JOIN refused
    ON attempt.account_id = refused.account_id AND attempt.other_id = refused.other_id
LEFT JOIN acts.group_response
    ON attempt.other_id = group_response.account_id AND attempt.group_id = group_response.group_id
INNER JOIN acts.acquaintance
    ON attempt.account_id = acquaintance.account_id AND attempt.other_id = acquaintance.other_id
WHERE
    attempt.event_at > least(refused.refused_at, group_response.refused_at)
    AND NOT coalesce(acquaintance.known_from_at < attempt.event_at, FALSE)
    AND NOT coalesce(
        group_response.agreed_at > greatest(attempt.event_at, group_response.last_refused_at), FALSE
    )
