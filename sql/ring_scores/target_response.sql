/*
title = "One row per member of a set and target of the set: the target's response, where it is known"
why   = "What friends and accomplices answer a member says nothing about those whom the set approached together."
*/
SELECT
    member_action.set_number::INTEGER   AS set_number,  -- Number of the set.
    member_action.account_id            AS account_id,  -- The member.
    member_action.target_id             AS target_id,   -- The target; its address book is known, as a friend without one would pass for a stranger who answers.
    outside_response.is_gone::BOOLEAN   AS is_gone,     -- True where the target left, was removed, blocked or reported.
    outside_response.is_silent::BOOLEAN AS is_silent,   -- True where the target had time to respond, stayed and wrote nothing.
    CASE
        WHEN outside_response.is_add AND outside_response.is_silent THEN silence.bits
        ELSE outside_response.bits
    END::DECIMAL(18, 6)                 AS bits         -- Log-likelihood ratio of the response, spam against other accounts, in bits.
FROM ring_members.member_action
INNER JOIN ring_members.set_target
    ON
        member_action.set_number = set_target.set_number
        AND member_action.target_id = set_target.target_id
        AND set_target.is_known
INNER JOIN ring_inputs.outside_response
    ON
        member_action.account_id = outside_response.account_id
        AND member_action.target_id = outside_response.other_id
        AND member_action.is_add = outside_response.is_add
CROSS JOIN ring_scores.silence
WHERE outside_response.is_gone OR outside_response.is_answered OR outside_response.is_silent
