/*
title = "One row per ring and member"
why   = "A creator that never adds anybody is part of the ring too; the role shows what each member did for it."
*/
WITH share AS (
    -- A member of a set found by registration may have acted on other members only.
    SELECT
        set_member.set_number,
        set_member.account_id,
        bool_or(member_action.is_add) AS is_adder,
        count(set_target.target_id)   AS shared_count
    FROM ring_members.set_member
    LEFT JOIN ring_members.member_action
        ON set_member.set_number = member_action.set_number AND set_member.account_id = member_action.account_id
    LEFT JOIN ring_members.set_target
        ON member_action.set_number = set_target.set_number AND member_action.target_id = set_target.target_id
    GROUP BY set_member.set_number, set_member.account_id
),

usual AS (
    SELECT
        set_number,
        median(shared_count) AS shared_count
    FROM share
    GROUP BY set_number
),

reception AS (
    SELECT
        set_number,
        account_id,
        sum(bits) AS bits
    FROM ring_scores.target_response
    GROUP BY set_number, account_id
),

promoter AS (
    SELECT DISTINCT
        set_member.set_number,
        promotion_day.account_id
    FROM history.promotion_day
    INNER JOIN ring_members.set_member
        ON promotion_day.target_id = set_member.account_id
),

maker AS (
    SELECT DISTINCT
        set_member.set_number,
        group_day.account_id
    FROM history.group_day
    INNER JOIN history.add_pair_day
        ON group_day.group_id = add_pair_day.group_id
    INNER JOIN ring_members.set_member
        ON add_pair_day.account_id = set_member.account_id
    WHERE group_day.account_id <> set_member.account_id
)

SELECT
    ring.ring_id::VARCHAR                                                AS ring_id,      -- The ring.
    share.account_id                                                     AS account_id,   -- The member.
    CASE
        WHEN maker.account_id IS NOT NULL THEN 'maker'
        WHEN promoter.account_id IS NOT NULL THEN 'promoter'
        WHEN share.is_adder THEN 'adder'
        ELSE 'sender'
    END::VARCHAR                                                         AS role,         -- maker (created groups that other members add to), promoter (promoted other members), adder, or sender (only wrote messages).
    share.shared_count::BIGINT                                           AS shared_count, -- Number of the ring's targets that the member acted on.
    least(1, share.shared_count / nullif(usual.shared_count, 0))::DOUBLE AS membership,   -- That number as a share of the median member's number, at most 1.
    reception.bits::DOUBLE                                               AS reception     -- Log-likelihood ratio of the responses of those targets to the member, spam against other accounts, in bits; null: none is known.
FROM share
INNER JOIN usual
    ON share.set_number = usual.set_number
INNER JOIN rings.ring
    ON share.set_number = ring.set_number
LEFT JOIN reception
    ON share.set_number = reception.set_number AND share.account_id = reception.account_id
LEFT JOIN maker
    ON share.set_number = maker.set_number AND share.account_id = maker.account_id
LEFT JOIN promoter
    ON share.set_number = promoter.set_number AND share.account_id = promoter.account_id
