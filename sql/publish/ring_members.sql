/*
title = "One row per member of a ring"
why   = "A ring is reviewed member by member, and the creator of its groups needs other treatment than an adder."
*/
SELECT
    ring_member.ring_id::VARCHAR   AS ring_id,    -- The ring.
    account_name.name::VARCHAR     AS account_id, -- The member.
    ring_member.role::VARCHAR      AS role,       -- maker (created groups that other members add to), promoter (promoted other members), adder, or sender (only wrote messages).
    ring_member.membership::DOUBLE AS membership  -- Number of the ring's targets that the member acted on, as a share of the median member's number; at most 1.
FROM rings.ring_member
INNER JOIN staging.account_name
    ON ring_member.account_id = account_name.account_id
