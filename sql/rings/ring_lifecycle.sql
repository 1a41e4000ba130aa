/*
title = "One row per ring of tonight or of the last nights: its status"
why   = "Reviewers first ask which rings are new, which came back and which disappeared after last night's bans."
*/
WITH former AS (
    SELECT
        ring_id,
        max(last_seen_on) AS last_seen_on
    FROM staging.former_ring
    GROUP BY ring_id
),

parent AS (
    SELECT DISTINCT unnest(parent_ring_ids) AS ring_id
    FROM rings.ring
)

SELECT
    coalesce(ring.ring_id, former.ring_id)::VARCHAR AS ring_id, -- The ring.
    CASE
        WHEN ring.ring_id IS NULL AND parent.ring_id IS NOT NULL THEN 'merged'
        WHEN ring.ring_id IS NULL THEN 'gone'
        WHEN former.ring_id IS NULL AND array_length(ring.parent_ring_ids) > 0 THEN 'split'
        WHEN former.ring_id IS NULL THEN 'born'
        WHEN former.last_seen_on < $former_date::DATE THEN 'returned'
        ELSE 'goes_on'
    END::VARCHAR                                    AS status   -- born, split (part of an earlier ring that another set continues), goes_on, returned (not found on the nights between), merged (into a ring with another id) or gone (found on the last night but not tonight).
FROM rings.ring
FULL OUTER JOIN former
    ON ring.ring_id = former.ring_id
LEFT JOIN parent
    ON former.ring_id = parent.ring_id
-- Rings that were gone before the last night are left out.
WHERE ring.ring_id IS NOT NULL OR former.last_seen_on >= $former_date::DATE OR parent.ring_id IS NOT NULL
