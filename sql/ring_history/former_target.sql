/*
title = "One row per earlier ring and target that at least two of its members had added"
why   = "After a ban an operator continues with new accounts and the old target list; its targets identify the ring."

[params.former_days]
default = 7
least   = 1
unit    = "days"
help    = "Days before the ring was last seen that count; as many as params.bulk_add.add_days."
*/
SELECT
    former_ring.ring_id::VARCHAR AS ring_id,  -- The earlier ring.
    add_pair_day.target_id       AS target_id -- The target.
FROM staging.former_ring
INNER JOIN history.add_pair_day
    ON
        former_ring.account_id = add_pair_day.account_id
        AND former_ring.last_seen_on >= add_pair_day.date
        AND former_ring.last_seen_on < add_pair_day.date + $former_days * INTERVAL 1 DAY
GROUP BY former_ring.ring_id, add_pair_day.target_id
HAVING count(DISTINCT add_pair_day.account_id) >= 2
