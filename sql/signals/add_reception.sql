/*
title    = "How the strangers took it whom an account added on the date or the day before, its accomplices left out"
rests_on = ["contacts", "unknown"]
act      = "stranger_add"
*/
SELECT
    account_id AS account_id,
    count(*) FILTER (WHERE is_silent)::BIGINT
        AS add_stranger_silent_count,   -- [outcomes] Strangers added on the date or the day before who stayed and wrote neither to the adder nor in the group. Null: no stranger added, accomplices aside.
    count(*) FILTER (WHERE is_answered)::BIGINT
        AS add_stranger_answered_count, -- [outcomes] Strangers added on the date or the day before who stayed and have written to the adder or in the group since. Null: no stranger added, accomplices aside.
    count(*) FILTER (WHERE is_gone)::BIGINT
        AS add_stranger_gone_count,     -- [outcomes] Strangers added on the date or the day before who left, were removed, blocked or reported since. Null: no stranger added, accomplices aside.
    round(sum(bits::DECIMAL(18, 6)), 2)::DOUBLE
        AS add_stranger_reception_bits  -- [outcomes] How much likelier what those strangers did is for spam than for others, each taken for himself (after SybilEdge). Null: no stranger added, accomplices aside.
FROM rings.answer
WHERE is_add
GROUP BY account_id
