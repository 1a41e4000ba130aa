/*
title = "How each stranger took it whom an account lately added or wrote to first"

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
        -- The silence of one whose address book is unknown counts as far as the known ones are strangers.
        CASE WHEN reaction.is_known THEN 1 ELSE coalesce(listing_rate.stranger_share, 1) END AS silence_share,
        NOT reaction.is_gone
        AND NOT reaction.is_answered
        AND reaction.first_at < night.deadline_at                                            AS is_silent
    FROM acts.reaction
    CROSS JOIN staging.night
    LEFT JOIN acts.listing_rate
        ON reaction.account_id = listing_rate.account_id AND reaction.is_add <> listing_rate.is_message
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
        WHEN is_add AND is_silent THEN $add_silent_bits * silence_share
        WHEN is_silent THEN $message_silent_bits * silence_share
        ELSE 0
    END::DOUBLE          AS bits         -- How much likelier that is for spam than for others (after SybilEdge).
FROM timed
