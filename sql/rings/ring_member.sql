/*
title = "Accounts in rings"
why   = "A creator that never adds anybody is part of the ring too; the role shows what each member did for it."
*/
WITH share AS (
    SELECT
        deed.set_number,
        deed.account_id,
        bool_or(deed.is_add)         AS is_adder,
        count(ring_target.target_id) AS shared_count
    FROM rings.deed
    LEFT JOIN rings.ring_target
        ON deed.set_number = ring_target.set_number AND deed.target_id = ring_target.target_id
    GROUP BY deed.set_number, deed.account_id
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
        set_member.set_number,
        promotion_day.account_id
    FROM history.promotion_day
    INNER JOIN rings.set_member
        ON promotion_day.target_id = set_member.account_id
),

maker AS (
    SELECT DISTINCT
        set_member.set_number,
        group_day.account_id
    FROM history.group_day
    INNER JOIN history.add_pair_day
        ON group_day.group_id = add_pair_day.group_id
    INNER JOIN rings.set_member
        ON add_pair_day.account_id = set_member.account_id
    WHERE group_day.account_id <> set_member.account_id
)

SELECT
    ring.ring_id::VARCHAR                                                AS ring_id,      -- Which ring.
    share.account_id                                                     AS account_id,   -- Who.
    CASE
        WHEN maker.account_id IS NOT NULL THEN 'maker'
        WHEN promoter.account_id IS NOT NULL THEN 'promoter'
        WHEN share.is_adder THEN 'adder'
        ELSE 'sender'
    END::VARCHAR                                                         AS role,         -- maker (others of it add to groups it made), promoter (it promoted others of it), adder or sender (it only wrote).
    share.shared_count::BIGINT                                           AS shared_count, -- How many of the ring's targets it acted on.
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
