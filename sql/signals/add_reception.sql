/*
title    = "Responses of the strangers an account added on the date or the day before, members of its own set excluded"
why      = "One leaver proves nothing; the sum over all strangers does, as long as a ring's own members do not count."
rests_on = ["contacts", "unknown"]
act      = "stranger_add"
*/
SELECT
    account_id AS account_id,
    count(*) FILTER (WHERE is_silent)::BIGINT
        AS add_stranger_silent_count,   -- [outcomes] Strangers added on the date or the day before that stayed and wrote neither to the actor nor in the group. Null: no stranger added, members of the same set excluded.
    count(*) FILTER (WHERE is_answered)::BIGINT
        AS add_stranger_answered_count, -- [outcomes] Strangers added on the date or the day before that stayed and have since replied to the actor or posted in the group. Null: no stranger added, members of the same set excluded.
    count(*) FILTER (WHERE is_gone)::BIGINT
        AS add_stranger_gone_count,     -- [outcomes] Strangers added on the date or the day before that have since left, were removed, or blocked or reported the actor. Null: no stranger added, members of the same set excluded.
    round(sum(bits::DECIMAL(18, 6)), 2)::DOUBLE
        AS add_stranger_reception_bits  -- [outcomes] Log-likelihood ratio (bits) of those strangers' responses, spam against other accounts, summed over the strangers (after SybilEdge). Null: no stranger added, members of the same set excluded.
FROM ring_inputs.outside_response
WHERE is_add
GROUP BY account_id
