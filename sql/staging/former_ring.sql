/*
title = "Who was in the rings that nights published before the date, each as it was last seen"
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
    ring.ring_id::VARCHAR    AS ring_id,       -- Which ring.
    account_name.account_id  AS account_id,    -- Who was in it.
    ring.first_seen_on::DATE AS first_seen_on, -- The first night that saw it.
    ring.last_seen_on::DATE  AS last_seen_on   -- The last night that did.
FROM staging.published_ring
INNER JOIN ring
    ON published_ring.ring_id = ring.ring_id AND published_ring.date = ring.last_seen_on
INNER JOIN staging.account_name
    ON published_ring.account_id = account_name.name
