/*
title = "How the strangers took it whom each account lately added or wrote to for the first time"
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
)

SELECT
    account_id              AS account_id, -- Who approached them.
    sum(gone_count)::BIGINT AS gone_count, -- Strangers that left or objected.
    sum(bits)::DOUBLE       AS bits,       -- How much likelier what all of them did is for spam.
    sum(told_count)::BIGINT AS told_count  -- Strangers whose answer is known, silence being one.
FROM told
GROUP BY account_id
