/*
title = "Coordinated sets of accounts"
*/
SELECT
    NULL::VARCHAR   AS ring_id,        -- The same campaign keeps it from night to night.
    NULL::VARCHAR   AS method,         -- How it was found.
    NULL::BIGINT    AS account_count,  -- Its members.
    NULL::BIGINT    AS target_count,   -- Accounts that its members acted upon.
    NULL::DOUBLE    AS density,        -- How densely members and targets are joined.
    NULL::DOUBLE    AS score,          -- How sure it is, 0..1.
    NULL::DATE      AS first_seen_on,  -- The first night that saw it.
    NULL::VARCHAR[] AS parent_ring_ids -- The rings that it came from.
WHERE FALSE
