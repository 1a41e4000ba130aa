/*
title = "What each stranger did whom an account lately added or wrote to first"
view  = true
*/
SELECT
    account_id                                                   AS account_id, -- Who approached.
    other_id                                                     AS other_id,   -- Whom.
    TRUE::BOOLEAN                                                AS is_add,     -- Whether it was added to a group, or only written to.
    bool_or(is_known)::BOOLEAN                                   AS is_known,   -- Whether it has an address book that can tell.
    min(event_at)::TIMESTAMPTZ                                   AS first_at,   -- When first.
    bool_or(is_unwanted)::BOOLEAN                                AS is_gone,    -- Whether an added one left, was removed, blocked or reported since.
    (bool_or(is_answered) AND NOT bool_or(is_unwanted))::BOOLEAN AS is_answered -- Whether it stayed and has written to the other, or in the group, since.
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
