/*
title = "One row per set and stranger that members acted on; two of them, if they were found by what they share"
why   = "Density, evidence and the link to earlier rings all count the same targets."
*/
WITH method AS (
    SELECT
        set_number,
        any_value(method) AS name
    FROM ring_members.set_member
    GROUP BY set_number
)

SELECT
    member_action.set_number::INTEGER AS set_number,    -- Number of the set.
    member_action.target_id           AS target_id,     -- The target: added, or messaged first.
    count(*)::BIGINT                  AS member_count,  -- Number of members that acted on it.
    (count(*) FILTER (
        WHERE listing.owner_id IS NOT NULL OR acquaintance.known_from_at < member_action.first_at
    ))::BIGINT                        AS listing_count, -- Number of those members that the target has as contacts.
    bool_or(
        NOT night.has_contacts OR owner.owner_id IS NOT NULL
    )::BOOLEAN                        AS is_known       -- True where the target's contacts are known: it has an address book, or contacts are inferred.
FROM ring_members.member_action
INNER JOIN method
    ON member_action.set_number = method.set_number
CROSS JOIN staging.night
LEFT JOIN acts.book_owner AS owner
    ON member_action.target_id = owner.owner_id
LEFT JOIN acts.address_book AS listing
    ON member_action.target_id = listing.owner_id AND member_action.account_id = listing.contact_id
LEFT JOIN acts.acquaintance
    ON member_action.account_id = acquaintance.account_id AND member_action.target_id = acquaintance.other_id
GROUP BY member_action.set_number, method.name, member_action.target_id
HAVING
    -- A friend that two members share is no target of the set; members that divide the targets share none.
    count(*) FILTER (
        WHERE listing.owner_id IS NULL AND NOT coalesce(acquaintance.known_from_at < member_action.first_at, FALSE)
    ) >= CASE
        WHEN contains(method.name, 'lockstep') OR contains(method.name, 'cocluster') OR contains(method.name, 'block')
            THEN 2
        ELSE 1
    END
