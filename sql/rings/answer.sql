/*
title = "How each stranger took it, but for those who are in one set with the one who approached them"
why   = "Ring members answer each other to look accepted, so their answers must not count as answers of strangers."
view  = true
*/
SELECT
    answer.account_id           AS account_id,  -- Who approached.
    answer.other_id             AS other_id,    -- Whom.
    answer.is_add::BOOLEAN      AS is_add,      -- Whether it was added to a group, or only written to.
    answer.is_gone::BOOLEAN     AS is_gone,     -- Whether an added one left, was removed, blocked or reported since.
    answer.is_answered::BOOLEAN AS is_answered, -- Whether it stayed and has written to the other, or in the group, since.
    answer.is_silent::BOOLEAN   AS is_silent,   -- Whether it had time for that, stayed and wrote nothing.
    answer.bits::DOUBLE         AS bits         -- How much likelier that is for spam than for others.
FROM acts.answer
LEFT JOIN rings.rejection AS own
    ON answer.account_id = own.account_id
LEFT JOIN rings.rejection AS other
    ON answer.other_id = other.account_id
WHERE own.set_number IS DISTINCT FROM other.set_number OR own.set_number IS NULL
