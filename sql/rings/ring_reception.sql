/*
title = "How the strangers took it whom the accounts of a set added or wrote to lately"
why   = "The targets of a spam ring leave and complain; those of a school or a club stay."

[params.most_witnesses]
default = 30
least   = 1
unit    = "accounts"
help    = "What strangers did counts as if so many had done it at most: those whom one ring adds are much alike."
*/
WITH reception AS (
    SELECT
        set_member.set_number,
        told.gone_count,
        told.bits,
        told.told_count
    FROM rings.set_member
    LEFT JOIN rings.told
        ON set_member.account_id = told.account_id
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
