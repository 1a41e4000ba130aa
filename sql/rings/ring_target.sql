/*
title = "Whom two accounts of a set in lockstep or more added"
*/
SELECT
    lockstep.set_number::INTEGER            AS set_number,   -- Which set.
    bulk_add.target_id                      AS target_id,    -- Who was added.
    count(*)::BIGINT                        AS member_count, -- By how many of its accounts.
    bool_or(
        coalesce(acquaintance.known_from_at < bulk_add.first_at, FALSE)
    )::BOOLEAN                              AS is_listing,   -- Whether it lists one of them.
    bool_or(acquaintance.is_known)::BOOLEAN AS is_known      -- Whether its address book can tell.
FROM rings.lockstep
INNER JOIN acts.bulk_add
    ON lockstep.account_id = bulk_add.account_id
INNER JOIN acts.acquaintance
    ON bulk_add.account_id = acquaintance.account_id AND bulk_add.target_id = acquaintance.other_id
GROUP BY lockstep.set_number, bulk_add.target_id
HAVING count(*) >= 2
