/*
title    = "How the strangers took it to whom an account wrote first"
rests_on = ["contacts", "unknown"]
act      = "first_contact"

[params.patience_hours]
default = 2
unit    = "hours"
help    = "Whoever was written to later before the end of the date has had no time to answer: silence says nothing."

[params.answered_bits]
default = -2.5
least   = -20
unit    = "bits"
help    = "What a first contact says who answers: 6 % do after spam, 35 % else."

[params.silent_bits]
default = 0.53
least   = -20
unit    = "bits"
help    = "What one says who does not: 94 % after spam, 65 % else."
*/
WITH fate AS (
    SELECT
        message_contact.account_id,
        count(*) FILTER (WHERE message_contact.is_answered) AS answered_count,
        count(*) FILTER (
            WHERE
            NOT message_contact.is_answered
            AND message_contact.first_at < night.day_end_at - $patience_hours * INTERVAL 1 HOUR
        )                                                   AS silent_count
    FROM acts.message_contact
    CROSS JOIN staging.night
    WHERE message_contact.is_first
    GROUP BY message_contact.account_id
)

SELECT
    account_id AS account_id,
    silent_count::BIGINT
        AS first_contact_silent_count,  -- [answers] First contacts who had time to answer and did not. Null: no first contact.
    round(answered_count * $answered_bits + silent_count * $silent_bits, 2)::DOUBLE
        AS first_contact_reception_bits -- [answers] How much likelier what first contacts did is for spam than for others, each taken for himself (after SybilEdge). Null: no first contact.
FROM fate
