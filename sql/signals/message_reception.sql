/*
title    = "Responses of the strangers an account wrote to first, members of its own set excluded"
why      = "A stranger seldom answers spam; over many first messages the missing replies become strong evidence."
rests_on = ["contacts", "unknown"]
act      = "first_contact"
*/
SELECT
    account_id AS account_id,
    count(*) FILTER (WHERE is_silent)::BIGINT
        AS first_contact_silent_count,  -- [answers] First contacts that had time to reply and did not. Null: no first contact, members of the same set excluded.
    round(sum(bits::DECIMAL(18, 6)), 2)::DOUBLE
        AS first_contact_reception_bits -- [answers] Log-likelihood ratio (bits) of the first contacts' responses, spam against other accounts, summed over the recipients (after SybilEdge). Null: no first contact, members of the same set excluded.
FROM ring_inputs.outside_response
WHERE NOT is_add
GROUP BY account_id
