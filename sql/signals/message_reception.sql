/*
title    = "How the strangers took it to whom an account wrote first, its accomplices left out"
rests_on = ["contacts", "unknown"]
act      = "first_contact"
*/
SELECT
    account_id AS account_id,
    count(*) FILTER (WHERE is_silent)::BIGINT
        AS first_contact_silent_count,  -- [answers] First contacts who had time to answer and did not. Null: no first contact, accomplices aside.
    round(sum(bits::DECIMAL(18, 6)), 2)::DOUBLE
        AS first_contact_reception_bits -- [answers] How much likelier what first contacts did is for spam than for others, each taken for himself (after SybilEdge). Null: no first contact, accomplices aside.
FROM rings.answer
WHERE NOT is_add
GROUP BY account_id
