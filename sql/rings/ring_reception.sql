/*
title = "How the strangers took it whom a set in lockstep added on the date or the day before"

[params.most_witnesses]
default = 30
least   = 1
unit    = "accounts"
help    = "What strangers did counts as if so many had done it at most: those whom one ring adds are much alike."
*/
WITH reception AS (
    SELECT
        lockstep.set_number,
        add_reception.add_stranger_gone_count     AS gone_count,
        add_reception.add_stranger_reception_bits AS bits,
        add_reception.add_stranger_gone_count
        + add_reception.add_stranger_answered_count
        + add_reception.add_stranger_silent_count AS told_count
    FROM rings.lockstep
    LEFT JOIN signals.add_reception
        ON lockstep.account_id = add_reception.account_id
)

-- The median account speaks: one that all flee makes no ring of those around it.
SELECT
    set_number::INTEGER
        AS set_number, -- Which set.
    (sum(gone_count) / nullif(sum(told_count), 0))::DOUBLE
        AS gone_share, -- Share of the strangers whose answer is known, silence being one, that left, was removed, blocked or reported.
    (median(coalesce(bits / nullif(told_count, 0), 0)) * least(sum(coalesce(told_count, 0)), $most_witnesses))::DOUBLE
        AS bits        -- How much likelier what they did is for spam than for others.
FROM reception
GROUP BY set_number
