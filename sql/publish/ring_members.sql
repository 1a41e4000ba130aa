/*
title = "Accounts in rings"
*/
SELECT
    NULL::VARCHAR AS ring_id,    -- The ring.
    NULL::VARCHAR AS account_id, -- The member.
    NULL::VARCHAR AS role,       -- maker, adder, promoter or sender.
    NULL::DOUBLE  AS membership  -- How surely it belongs, 0..1.
WHERE FALSE
