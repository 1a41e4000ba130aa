/*
title = "Accounts in rings"
*/
WITH share AS (
    SELECT
        lockstep.set_number,
        lockstep.account_id,
        count(ring_target.target_id) AS shared_count
    FROM rings.lockstep
    INNER JOIN acts.bulk_add
        ON lockstep.account_id = bulk_add.account_id
    LEFT JOIN rings.ring_target
        ON lockstep.set_number = ring_target.set_number AND bulk_add.target_id = ring_target.target_id
    GROUP BY lockstep.set_number, lockstep.account_id
),

usual AS (
    SELECT
        set_number,
        median(shared_count) AS shared_count
    FROM share
    GROUP BY set_number
),

promoter AS (
    SELECT DISTINCT
        lockstep.set_number,
        promotion_day.account_id
    FROM history.promotion_day
    INNER JOIN rings.lockstep
        ON promotion_day.target_id = lockstep.account_id
),

maker AS (
    SELECT DISTINCT
        lockstep.set_number,
        group_day.account_id
    FROM history.group_day
    INNER JOIN history.add_pair_day
        ON group_day.group_id = add_pair_day.group_id
    INNER JOIN rings.lockstep
        ON add_pair_day.account_id = lockstep.account_id
    WHERE group_day.account_id <> lockstep.account_id
)

SELECT
    ring.ring_id::VARCHAR                                                AS ring_id,      -- Which ring.
    share.account_id                                                     AS account_id,   -- Who.
    CASE
        WHEN maker.account_id IS NOT NULL THEN 'maker'
        WHEN promoter.account_id IS NOT NULL THEN 'promoter'
        ELSE 'adder'
    END::VARCHAR                                                         AS role,         -- maker (others of it add to groups it made), promoter (it promoted others of it) or adder.
    share.shared_count::BIGINT                                           AS shared_count, -- Whom it added and others of the ring did too.
    least(1, share.shared_count / nullif(usual.shared_count, 0))::DOUBLE AS membership    -- That, as a share of what the ring's median member has, 1 at most.
FROM share
INNER JOIN usual
    ON share.set_number = usual.set_number
INNER JOIN rings.ring
    ON share.set_number = ring.set_number
LEFT JOIN maker
    ON share.set_number = maker.set_number AND share.account_id = maker.account_id
LEFT JOIN promoter
    ON share.set_number = promoter.set_number AND share.account_id = promoter.account_id
