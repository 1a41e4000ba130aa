/*
title = "One row per ring: a set of accounts that coordinates spam"
why   = "A campaign survives the ban of one account; only acting on the whole ring stops it."
*/
SELECT
    ring_id::VARCHAR           AS ring_id,        -- Id of the ring; the same campaign keeps it from night to night.
    method::VARCHAR            AS method,         -- How the ring was found: lockstep (pairs of accounts share more targets than chance gives), cocluster (the set shares targets that each pair hardly shares), block (dense block of adders and targets), group (the accounts add to the same groups), registration (registered in one place within hours), rejection (refused by others, accepted by one another), or several joined by a plus.
    account_count::BIGINT      AS account_count,  -- Number of members.
    target_count::BIGINT       AS target_count,   -- Accounts that at least two members added within the last days; for rings found by group, registration or rejection: all accounts that a member added or wrote to first.
    density::DOUBLE            AS density,        -- Share of all pairs of a member and a target in which the member acted on the target.
    score::DOUBLE              AS score,          -- Probability that the ring is a spam ring, 0..1.
    first_seen_on::DATE        AS first_seen_on,  -- First night that found the ring.
    parent_ring_ids::VARCHAR[] AS parent_ring_ids -- Earlier rings that share accounts or targets with it, other than the one whose ring_id it keeps.
FROM rings.ring
