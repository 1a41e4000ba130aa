/*
title = "One row per set: responses of the strangers that its members recently added or first messaged"
why   = "The targets of a spam ring leave and complain; those of a school or a club stay."

[params.max_witnesses]
default = 30
least   = 1
unit    = "accounts"
help    = "Upper limit on the number of responses that count; the targets of one ring are much alike."
*/
WITH outcome AS (
    SELECT
        set_member.set_number,
        stranger_outcome.gone_count,
        stranger_outcome.bits,
        stranger_outcome.outcome_count
    FROM ring_members.set_member
    LEFT JOIN ring_inputs.stranger_outcome
        ON set_member.account_id = stranger_outcome.account_id
)

-- The median member counts: a single unwelcome account must not turn a set into a spam ring.
SELECT
    set_number::INTEGER
        AS set_number, -- Number of the set.
    (sum(gone_count) / nullif(sum(outcome_count), 0))::DOUBLE
        AS gone_share, -- Share of the strangers with a known response (silence included) that left, was removed, blocked or reported.
    (
        median(coalesce(bits / nullif(outcome_count, 0), 0))
        * least(sum(coalesce(outcome_count, 0)), $max_witnesses)
    )::DOUBLE
        AS bits        -- Log-likelihood ratio of the responses, spam against other accounts, in bits.
FROM outcome
GROUP BY set_number
