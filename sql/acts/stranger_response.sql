/*
title = "One row per stranger that an account recently added or first messaged, with the stranger's response"
why   = "Adds and first messages are judged together, so spreading spam over both gains nothing."
view  = true
*/
SELECT
    account_id                                                   AS account_id, -- The actor: it added or wrote first.
    other_id                                                     AS other_id,   -- The target.
    TRUE::BOOLEAN                                                AS is_add,     -- True for an add to a group, false for a first message.
    bool_or(is_known)::BOOLEAN                                   AS is_known,   -- True where the target's contacts are known.
    min(event_at)::TIMESTAMPTZ                                   AS first_at,   -- Time of the first add or message.
    bool_or(is_unwanted)::BOOLEAN                                AS is_gone,    -- True where an added target has since left, was removed, or blocked or reported the actor.
    (bool_or(is_answered) AND NOT bool_or(is_unwanted))::BOOLEAN AS is_answered -- True where the target stayed and has since replied to the actor or posted in the group.
FROM acts.stranger_add
GROUP BY account_id, other_id
UNION ALL
SELECT
    account_id                        AS account_id,
    other_id                          AS other_id,
    FALSE::BOOLEAN                    AS is_add,
    coalesce(is_known, TRUE)::BOOLEAN AS is_known,
    first_at::TIMESTAMPTZ             AS first_at,
    FALSE::BOOLEAN                    AS is_gone,
    is_answered::BOOLEAN              AS is_answered
FROM acts.message_contact
WHERE is_first
