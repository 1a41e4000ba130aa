/*
title = "One row per invite, with its answer"
why   = "Where privacy settings forbid adding strangers, spammers send invites; few of these are accepted."
*/
WITH answer AS (
    SELECT
        account_id AS other_id,
        group_id,
        event_at   AS answered_at,
        action
    FROM staging.membership_event
    WHERE action IN ('accept', 'decline', 'join')
),

invitation AS (
    -- An invite by the system has no actor and no row, but an answer to it is no answer to an earlier one.
    SELECT
        actor_id                                                                  AS account_id,
        account_id                                                                AS other_id,
        group_id,
        event_at,
        event_id,
        lead(event_at) OVER (PARTITION BY account_id, group_id ORDER BY event_at) AS next_at
    FROM staging.membership_event
    WHERE action = 'invite'
),

-- An answer belongs to the latest earlier invite into the group; joining by link counts as acceptance.
outcome AS (
    SELECT
        invitation.other_id,
        invitation.group_id,
        invitation.event_at,
        bool_or(answer.action IN ('accept', 'join')) AS is_accepted,
        bool_or(answer.action = 'decline')           AS is_declined
    FROM invitation
    INNER JOIN answer
        ON
            invitation.other_id = answer.other_id
            AND invitation.group_id = answer.group_id
            AND invitation.event_at < answer.answered_at
            AND (invitation.next_at IS NULL OR answer.answered_at <= invitation.next_at)
    GROUP BY invitation.other_id, invitation.group_id, invitation.event_at
)

SELECT
    invitation.account_id                                                      AS account_id,  -- The actor: the account that invited.
    invitation.other_id                                                        AS other_id,    -- The target.
    invitation.group_id                                                        AS group_id,    -- The group.
    invitation.event_at::TIMESTAMPTZ                                           AS event_at,    -- Time of the invite.
    invitation.event_id                                                        AS event_id,    -- The event's id in the log.
    coalesce(acquaintance.known_from_at < invitation.event_at, FALSE)::BOOLEAN AS is_listed,   -- True where the target has the actor as a contact.
    acquaintance.is_known::BOOLEAN                                             AS is_known,    -- True where the target's contacts are known.
    coalesce(outcome.is_accepted, FALSE)::BOOLEAN                              AS is_accepted, -- True where the invite was accepted, or the target joined by link after it.
    coalesce(outcome.is_declined, FALSE)::BOOLEAN                              AS is_declined  -- True where the invite was declined.
FROM invitation
INNER JOIN acts.acquaintance
    ON invitation.account_id = acquaintance.account_id AND invitation.other_id = acquaintance.other_id
LEFT JOIN outcome
    ON
        invitation.other_id = outcome.other_id
        AND invitation.group_id = outcome.group_id
        AND invitation.event_at = outcome.event_at
WHERE invitation.account_id <> invitation.other_id
