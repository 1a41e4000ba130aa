/*
title = "One row per member of an earlier published ring, as of the last night that found the ring"
why   = "A campaign keeps its ring id from night to night only if tonight's sets are compared with earlier rings."
*/
WITH ring AS (
    SELECT
        ring_id,
        max(date)          AS last_seen_on,
        min(first_seen_on) AS first_seen_on
    FROM staging.published_ring
    GROUP BY ring_id
)

SELECT
    ring.ring_id::VARCHAR    AS ring_id,       -- The ring.
    account_name.account_id  AS account_id,    -- The member.
    ring.first_seen_on::DATE AS first_seen_on, -- First night that found the ring.
    ring.last_seen_on::DATE  AS last_seen_on   -- Last night that found the ring.
FROM staging.published_ring
INNER JOIN ring
    ON published_ring.ring_id = ring.ring_id AND published_ring.date = ring.last_seen_on
INNER JOIN staging.account_name
    ON published_ring.account_id = account_name.name
