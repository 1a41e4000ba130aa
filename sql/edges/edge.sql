/*
title = "One row per pair of accounts and relation on the date: the account graph"
why   = "Analysts load one graph with typed relations instead of joining three tables."
view  = true
*/
SELECT
    source_id             AS source_id,   -- The actor.
    target_id             AS target_id,   -- The target.
    relation::VARCHAR     AS relation,    -- added, removed, promoted, invited, messaged, reported or blocked.
    event_count::BIGINT   AS event_count, -- Number of events.
    first_at::TIMESTAMPTZ AS first_at,    -- Time of the first.
    last_at::TIMESTAMPTZ  AS last_at      -- Time of the last.
FROM edges.membership
UNION ALL
SELECT
    source_id,
    target_id,
    relation,
    event_count,
    first_at,
    last_at
FROM edges.message
UNION ALL
SELECT
    source_id,
    target_id,
    relation,
    event_count,
    first_at,
    last_at
FROM edges.complaint
