/*
title = "How the strangers took it whom the accounts of a set added or wrote to lately"

[params.most_witnesses]
default = 30
least   = 1
unit    = "accounts"
help    = "What strangers did counts as if so many had done it at most: those whom one ring adds are much alike."
*/
WITH told AS (
    SELECT
        account_id,
        add_stranger_gone_count     AS gone_count,
        add_stranger_reception_bits AS bits,
        add_stranger_gone_count
        + add_stranger_answered_count
        + add_stranger_silent_count AS told_count
    FROM signals.add_reception
    UNION ALL
    SELECT
        reception.account_id,
        0                                      AS gone_count,
        reception.first_contact_reception_bits AS bits,
        contact.first_contact_answered_count
        + reception.first_contact_silent_count AS told_count
    FROM signals.message_reception AS reception
    INNER JOIN signals.message_contact AS contact
        ON reception.account_id = contact.account_id
),

reception AS (
    SELECT
        set_member.set_number,
        set_member.account_id,
        sum(told.gone_count) AS gone_count,
        sum(told.bits)       AS bits,
        sum(told.told_count) AS told_count
    FROM rings.set_member
    LEFT JOIN told
        ON set_member.account_id = told.account_id
    GROUP BY set_member.set_number, set_member.account_id
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
