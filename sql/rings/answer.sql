/*
title = "How each stranger took it, but for those who are in one set with the one who approached them"
why   = "Ring members answer each other to look accepted, so their answers must not count as answers of strangers."
view  = true
*/
SELECT
    response_evidence.account_id           AS account_id,  -- Who approached.
    response_evidence.other_id             AS other_id,    -- Whom.
    response_evidence.is_add::BOOLEAN      AS is_add,      -- Whether it was added to a group, or only written to.
    response_evidence.is_gone::BOOLEAN     AS is_gone,     -- Whether an added one left, was removed, blocked or reported since.
    response_evidence.is_answered::BOOLEAN AS is_answered, -- Whether it stayed and has written to the other, or in the group, since.
    response_evidence.is_silent::BOOLEAN   AS is_silent,   -- Whether it had time for that, stayed and wrote nothing.
    response_evidence.bits::DOUBLE         AS bits         -- How much likelier that is for spam than for others.
FROM acts.response_evidence
LEFT JOIN rings.rejection AS own
    ON response_evidence.account_id = own.account_id
LEFT JOIN rings.rejection AS other
    ON response_evidence.other_id = other.account_id
WHERE own.set_number IS DISTINCT FROM other.set_number OR own.set_number IS NULL
