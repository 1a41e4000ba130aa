/*
title = "Whom two accounts of a set or more added, and whom those that need not share any approached"
why   = "Density, evidence and the link to earlier rings all count the same targets."
*/
WITH method AS (
    SELECT
        set_number,
        any_value(method) AS name
    FROM rings.set_member
    GROUP BY set_number
)

SELECT
    deed.set_number::INTEGER                                 AS set_number,    -- Which set.
    deed.target_id                                           AS target_id,     -- Who was added, or written to for the first time.
    count(*)::BIGINT                                         AS member_count,  -- By how many of its accounts.
    (count(*) FILTER (
        WHERE acquaintance.known_from_at < deed.first_at
    ))::BIGINT                                               AS listing_count, -- How many of those it lists.
    coalesce(bool_or(acquaintance.is_known), FALSE)::BOOLEAN AS is_known       -- Whether its address book can tell.
FROM rings.deed
INNER JOIN method
    ON deed.set_number = method.set_number
LEFT JOIN acts.acquaintance
    ON deed.account_id = acquaintance.account_id AND deed.target_id = acquaintance.other_id
GROUP BY deed.set_number, method.name, deed.target_id
HAVING
    count(*) >= 2
    OR contains(method.name, 'group')
    OR contains(method.name, 'registration')
    OR contains(method.name, 'rejection')
