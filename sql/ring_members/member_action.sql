/*
title = "One row per member of a set and target it recently added or, for some detectors, first messaged"
why   = "Evidence on a set needs the actions of its members, whichever detector found the set."
*/
WITH action AS (
    SELECT
        set_member.set_number,
        set_member.account_id,
        bulk_add.target_id,
        TRUE AS is_add,
        bulk_add.first_at
    FROM ring_members.set_member
    INNER JOIN acts.bulk_add
        ON set_member.account_id = bulk_add.account_id
    UNION ALL
    SELECT
        set_member.set_number,
        set_member.account_id,
        stranger_add.other_id AS target_id,
        TRUE                  AS is_add,
        stranger_add.event_at AS first_at
    FROM ring_members.set_member
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
    FROM ring_members.set_member
    INNER JOIN acts.message_contact
        ON set_member.account_id = message_contact.account_id
    WHERE
        (contains(set_member.method, 'registration') OR contains(set_member.method, 'rejection'))
        AND message_contact.is_first
)

SELECT
    action.set_number::INTEGER        AS set_number, -- Number of the set.
    action.account_id                 AS account_id, -- The member.
    action.target_id                  AS target_id,  -- The target; members of the same set are left out.
    bool_or(action.is_add)::BOOLEAN   AS is_add,     -- True for an add, false for a first message only.
    min(action.first_at)::TIMESTAMPTZ AS first_at    -- Time of the first such action.
FROM action
ANTI JOIN ring_members.set_member
    ON action.set_number = set_member.set_number AND action.target_id = set_member.account_id
GROUP BY action.set_number, action.account_id, action.target_id
