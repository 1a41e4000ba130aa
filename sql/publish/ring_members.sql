/*
title = "Accounts in rings"
*/
SELECT
    ring_member.ring_id::VARCHAR   AS ring_id,    -- The ring.
    account_name.name::VARCHAR     AS account_id, -- The member.
    ring_member.role::VARCHAR      AS role,       -- maker (others of it add to groups it made), promoter (it promoted others of it), adder or sender (it only wrote).
    ring_member.membership::DOUBLE AS membership  -- How much of the ring's work it shares, 1: as much as its median member or more.
FROM rings.ring_member
INNER JOIN staging.account_name
    ON ring_member.account_id = account_name.account_id
