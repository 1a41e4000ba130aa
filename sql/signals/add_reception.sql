/*
title    = "How the strangers took it whom an account added on the date or the day before"
rests_on = ["contacts", "unknown"]
act      = "stranger_add"

[params.patience_hours]
default = 2
unit    = "hours"
help    = "Whoever was added later before the end of the date has had no time to answer: silence says nothing."

[params.answered_bits]
default = -2.3
least   = -20
unit    = "bits"
help    = "What a stranger says who writes to the adder or in the group: 6 % do after spam, 30 % else."

[params.silent_bits]
default = 0.17
least   = -20
unit    = "bits"
help    = "What one says who stays and writes nothing: 74 % do after spam, 66 % else."

[params.gone_bits]
default = 2.3
least   = -20
unit    = "bits"
help    = "What one says who leaves, is removed, blocks or reports: 20 % do after spam, 4 % else."
*/
WITH person AS (
    SELECT
        account_id,
        other_id,
        bool_or(is_unwanted) AS is_gone,
        bool_or(is_answered) AS is_answered,
        min(event_at)        AS added_at
    FROM acts.stranger_add
    GROUP BY account_id, other_id
),

fate AS (
    SELECT
        person.account_id,
        count(*) FILTER (WHERE person.is_gone)                            AS gone_count,
        count(*) FILTER (WHERE person.is_answered AND NOT person.is_gone) AS answered_count,
        count(*) FILTER (
            WHERE
            NOT person.is_answered
            AND NOT person.is_gone
            AND person.added_at < night.day_end_at - $patience_hours * INTERVAL 1 HOUR
        )                                                                 AS silent_count
    FROM person
    CROSS JOIN staging.night
    GROUP BY person.account_id
)

SELECT
    account_id AS account_id,
    silent_count::BIGINT
        AS add_stranger_silent_count,   -- [outcomes] Strangers added on the date or the day before who stayed and wrote neither to the adder nor in the group. Null: no stranger added.
    answered_count::BIGINT
        AS add_stranger_answered_count, -- [outcomes] Strangers added on the date or the day before who stayed and have written to the adder or in the group since. Null: no stranger added.
    gone_count::BIGINT
        AS add_stranger_gone_count,     -- [outcomes] Strangers added on the date or the day before who left, were removed, blocked or reported since. Null: no stranger added.
    round(gone_count * $gone_bits + answered_count * $answered_bits + silent_count * $silent_bits, 2)::DOUBLE
        AS add_stranger_reception_bits  -- [outcomes] How much likelier what those strangers did is for spam than for others, each taken for himself (after SybilEdge). Null: no stranger added.
FROM fate
