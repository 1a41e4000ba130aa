/*
title = "The account graph of the date: every relation between two accounts"
view  = true
*/
SELECT
    source_id             AS source_id,   -- Who acts.
    target_id             AS target_id,   -- Who is acted upon.
    relation::VARCHAR     AS relation,    -- added, removed, promoted, invited, messaged, reported or blocked.
    event_count::BIGINT   AS event_count, -- How often.
    first_at::TIMESTAMPTZ AS first_at,    -- When first.
    last_at::TIMESTAMPTZ  AS last_at      -- When last.
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
