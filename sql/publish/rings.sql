/*
title = "Coordinated sets of accounts"
*/
SELECT
    ring_id::VARCHAR           AS ring_id,        -- The same campaign keeps it from night to night.
    method::VARCHAR            AS method,         -- How it was found: lockstep (its accounts added the same others beyond chance, two by two), cocluster (they did all together), block (they added the same others more densely than chance), group (they added to the same groups), registration (they were registered in one place within hours), rejection (others refused them what they granted one another), or several with a plus between them.
    account_count::BIGINT      AS account_count,  -- Its members.
    target_count::BIGINT       AS target_count,   -- Accounts that two members or more added within the last days; of those found by their groups, registration or rejection, all whom they added or wrote to first.
    density::DOUBLE            AS density,        -- Share of all pairs of a member and a target in which it acted on it.
    score::DOUBLE              AS score,          -- How sure it is to be a ring of spam, 0..1.
    first_seen_on::DATE        AS first_seen_on,  -- The first night that saw it.
    parent_ring_ids::VARCHAR[] AS parent_ring_ids -- Former rings that it came from, beside the one whose ring_id it keeps.
FROM rings.ring
