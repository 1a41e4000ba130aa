/*
title = "Whom the accounts of a set added lately, and whom those of some wrote to for the first time"
why   = "Evidence on a set needs the actions of its members, whichever detector found the set."
*/
WITH deed AS (
    SELECT
        set_member.set_number,
        set_member.account_id,
        bulk_add.target_id,
        TRUE AS is_add,
        bulk_add.first_at
    FROM rings.set_member
    INNER JOIN acts.bulk_add
        ON set_member.account_id = bulk_add.account_id
    UNION ALL
    SELECT
        set_member.set_number,
        set_member.account_id,
        stranger_add.other_id AS target_id,
        TRUE                  AS is_add,
        stranger_add.event_at AS first_at
    FROM rings.set_member
    INNER JOIN acts.stranger_add
        ON set_member.account_id = stranger_add.account_id
    WHERE contains(set_member.method, 'registration') OR contains(set_member.method, 'rejection')
    UNION ALL
    SELECT
        set_member.set_number,
        set_member.account_id,
        message_contact.other_id AS target_id,
        FALSE                    AS is_add,
        message_contact.first_at
    FROM rings.set_member
    INNER JOIN acts.message_contact
        ON set_member.account_id = message_contact.account_id
    WHERE
        (contains(set_member.method, 'registration') OR contains(set_member.method, 'rejection'))
        AND message_contact.is_first
)

SELECT
    deed.set_number::INTEGER        AS set_number, -- Which set.
    deed.account_id                 AS account_id, -- Which of its accounts.
    deed.target_id                  AS target_id,  -- Whom it acted on; others of the set don't count.
    bool_or(deed.is_add)::BOOLEAN   AS is_add,     -- Whether it added it, or only wrote to it.
    min(deed.first_at)::TIMESTAMPTZ AS first_at    -- When first.
FROM deed
ANTI JOIN rings.set_member
    ON deed.set_number = set_member.set_number AND deed.target_id = set_member.account_id
GROUP BY deed.set_number, deed.account_id, deed.target_id
