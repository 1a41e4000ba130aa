/*
title = "Whom two members of a former ring or more had added when it was last seen"
why   = "After a ban an operator continues with new accounts and the old target list; its targets identify the ring."

[params.former_days]
default = 7
least   = 1
unit    = "days"
help    = "How many days up to then count: as many as a ring may share its work over (params.bulk_add.add_days)."
*/
SELECT
    former_ring.ring_id::VARCHAR AS ring_id,   -- Which ring.
    add_pair_day.target_id       AS target_id  -- Who was added.
FROM staging.former_ring
INNER JOIN history.add_pair_day
    ON
        former_ring.account_id = add_pair_day.account_id
        AND former_ring.last_seen_on >= add_pair_day.date
        AND former_ring.last_seen_on < add_pair_day.date + $former_days * INTERVAL 1 DAY
GROUP BY former_ring.ring_id, add_pair_day.target_id
HAVING count(DISTINCT add_pair_day.account_id) >= 2
