/*
title = "The same rows as acts.response_evidence, without targets in the actor's own rejection set"
why   = "Ring members answer each other to look accepted, so their answers must not count as answers of strangers."
view  = true
*/
SELECT
    response_evidence.account_id           AS account_id,  -- The actor: it added or wrote first.
    response_evidence.other_id             AS other_id,    -- The target.
    response_evidence.is_add::BOOLEAN      AS is_add,      -- True for an add to a group, false for a first message.
    response_evidence.is_gone::BOOLEAN     AS is_gone,     -- True where an added target has since left, was removed, or blocked or reported the actor.
    response_evidence.is_answered::BOOLEAN AS is_answered, -- True where the target stayed and has since replied to the actor or posted in the group.
    response_evidence.is_silent::BOOLEAN   AS is_silent,   -- True where the target had time to respond, stayed and wrote nothing.
    response_evidence.bits::DOUBLE         AS bits         -- Log-likelihood ratio of the response, spam against other accounts, in bits.
FROM acts.response_evidence
LEFT JOIN ring_candidates.rejection AS own
    ON response_evidence.account_id = own.account_id
LEFT JOIN ring_candidates.rejection AS other
    ON response_evidence.other_id = other.account_id
WHERE own.set_number IS DISTINCT FROM other.set_number OR own.set_number IS NULL
