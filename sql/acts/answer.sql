/*
title = "How each stranger took it whom an account lately added or wrote to first"

[params.patience_hours]
default = 2
unit    = "hours"
help    = "Whoever was approached later before the end of the date has had no time to answer: silence says nothing."

[params.add_answered_bits]
default = -2.3
least   = -20
unit    = "bits"
help    = "What a stranger says who writes to the adder or in the group: 6 % do after spam, 30 % else."

[params.add_silent_bits]
default = 0.17
least   = -20
unit    = "bits"
help    = "What one says who stays and writes nothing: 74 % do after spam, 66 % else."

[params.add_gone_bits]
default = 2.3
least   = -20
unit    = "bits"
help    = "What one says who leaves, is removed, blocks or reports: 20 % do after spam, 4 % else."

[params.message_answered_bits]
default = -2.5
least   = -20
unit    = "bits"
help    = "What a first contact says who answers: 6 % do after spam, 35 % else."

[params.message_silent_bits]
default = 0.53
least   = -20
unit    = "bits"
help    = "What one says who does not: 94 % after spam, 65 % else."
*/
WITH timed AS (
    SELECT
        reaction.account_id,
        reaction.other_id,
        reaction.is_add,
        reaction.is_gone,
        reaction.is_answered,
        NOT reaction.is_gone
        AND NOT reaction.is_answered
        AND reaction.first_at < night.day_end_at - $patience_hours * INTERVAL 1 HOUR AS is_silent
    FROM acts.reaction
    CROSS JOIN staging.night
)

SELECT
    account_id           AS account_id,  -- Who approached.
    other_id             AS other_id,    -- Whom.
    is_add::BOOLEAN      AS is_add,      -- Whether it was added to a group, or only written to.
    is_gone::BOOLEAN     AS is_gone,     -- Whether an added one left, was removed, blocked or reported since.
    is_answered::BOOLEAN AS is_answered, -- Whether it stayed and has written to the other, or in the group, since.
    is_silent::BOOLEAN   AS is_silent,   -- Whether it had time for that, stayed and wrote nothing.
    CASE
        WHEN is_gone THEN $add_gone_bits
        WHEN is_add AND is_answered THEN $add_answered_bits
        WHEN is_answered THEN $message_answered_bits
        WHEN is_add AND is_silent THEN $add_silent_bits
        WHEN is_silent THEN $message_silent_bits
        ELSE 0
    END::DOUBLE          AS bits         -- How much likelier that is for spam than for others (after SybilEdge).
FROM timed
