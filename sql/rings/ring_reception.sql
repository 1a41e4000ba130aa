/*
title = "How the strangers took it whom a set in lockstep added on the date or the day before"

[params.patience_hours]
default = 2
unit    = "hours"
help    = "Whoever was added later before the end of the date has had no time to answer: silence says nothing."

[params.most_witnesses]
default = 30
least   = 1
unit    = "accounts"
help    = "What strangers did counts as if so many had done it at most: those whom one ring adds are much alike."

[params.gone_bits]
default = 2.3
least   = -20
unit    = "bits"
help    = "What a stranger says who leaves, is removed, blocks or reports: 20 % do after spam, 4 % else."

[params.answered_bits]
default = -2.3
least   = -20
unit    = "bits"
help    = "What one says who writes to one of the set or in the group: 6 % do after spam, 30 % else."

[params.silent_bits]
default = 0.17
least   = -20
unit    = "bits"
help    = "What one says who stays and writes nothing: 74 % do after spam, 66 % else."
*/
WITH person AS (
    SELECT
        lockstep.set_number,
        lockstep.account_id,
        stranger_add.other_id,
        bool_or(stranger_add.is_unwanted) AS is_gone,
        bool_or(stranger_add.is_answered) AS is_answered,
        min(stranger_add.event_at)        AS added_at
    FROM rings.lockstep
    INNER JOIN acts.stranger_add
        ON lockstep.account_id = stranger_add.account_id
    GROUP BY lockstep.set_number, lockstep.account_id, stranger_add.other_id
),

reception AS (
    SELECT
        person.account_id,
        count(*)                               AS told_count,
        count(*) FILTER (WHERE person.is_gone) AS gone_count,
        avg(
            CASE
                WHEN person.is_gone THEN $gone_bits
                WHEN person.is_answered THEN $answered_bits
                ELSE $silent_bits
            END
        )                                      AS bits
    FROM person
    CROSS JOIN staging.night
    WHERE
        person.is_gone
        OR person.is_answered
        OR person.added_at < night.day_end_at - $patience_hours * INTERVAL 1 HOUR
    GROUP BY person.account_id
)

-- The median account speaks: one that all flee makes no ring of those around it.
SELECT
    lockstep.set_number::INTEGER
        AS set_number, -- Which set.
    sum(reception.told_count)::BIGINT
        AS told_count, -- Strangers whose answer is known, silence being one, for each account that added them.
    (sum(reception.gone_count) / nullif(sum(reception.told_count), 0))::DOUBLE
        AS gone_share, -- Share of them that left, was removed, blocked or reported.
    (
        median(coalesce(reception.bits, 0)) * least(sum(coalesce(reception.told_count, 0)), $most_witnesses)
    )::DOUBLE
        AS bits        -- How much likelier what they did is for spam than for others.
FROM rings.lockstep
LEFT JOIN reception
    ON lockstep.account_id = reception.account_id
GROUP BY lockstep.set_number
