/*
title = "Which former ring each set goes on, by the accounts or the targets that both have"
why   = "A campaign that swaps a few accounts overnight must keep its ring id, or its history is lost."

[params.least_share]
default = 0.5
unit    = "share"
help    = "Share of the smaller side's accounts, or of its targets, that a set and a former ring have in common."
*/
WITH common AS (
    SELECT
        set_member.set_number,
        former_ring.ring_id,
        count(*) AS member_count,
        0        AS target_count
    FROM rings.set_member
    INNER JOIN staging.former_ring
        ON set_member.account_id = former_ring.account_id
    GROUP BY set_member.set_number, former_ring.ring_id
    UNION ALL
    SELECT
        ring_target.set_number,
        former_target.ring_id,
        0        AS member_count,
        count(*) AS target_count
    FROM rings.ring_target
    INNER JOIN rings.former_target
        ON ring_target.target_id = former_target.target_id
    GROUP BY ring_target.set_number, former_target.ring_id
),

former AS (
    SELECT
        former_ring.ring_id,
        count(*)                              AS account_count,
        min(former_ring.first_seen_on)        AS first_seen_on,
        coalesce(max(target.target_count), 0) AS target_count
    FROM staging.former_ring
    LEFT JOIN (
        SELECT
            ring_id,
            count(*) AS target_count
        FROM rings.former_target
        GROUP BY ring_id
    ) AS target
        ON former_ring.ring_id = target.ring_id
    GROUP BY former_ring.ring_id
),

likeness AS (
    SELECT
        common.set_number,
        common.ring_id,
        min(former.first_seen_on) AS first_seen_on,
        greatest(
            sum(common.member_count) / nullif(min(least(set_evidence.account_count, former.account_count)), 0),
            coalesce(
                sum(common.target_count) / nullif(min(least(set_evidence.target_count, former.target_count)), 0), 0
            )
        )                         AS share
    FROM common
    INNER JOIN former
        ON common.ring_id = former.ring_id
    INNER JOIN rings.set_evidence
        ON common.set_number = set_evidence.set_number
    GROUP BY common.set_number, common.ring_id
)

SELECT
    set_number::INTEGER AS set_number,    -- Which set.
    ring_id::VARCHAR    AS ring_id,       -- Which former ring it goes on.
    first_seen_on::DATE AS first_seen_on, -- The first night that saw that.
    share::DOUBLE       AS share,         -- Of the smaller side's accounts or targets, the share in common; the greater of the two.
    (
        row_number() OVER (PARTITION BY set_number ORDER BY share DESC, first_seen_on ASC, ring_id ASC) = 1
        AND row_number() OVER (PARTITION BY ring_id ORDER BY share DESC, set_number ASC) = 1
    )::BOOLEAN          AS is_heir        -- Whether each is what the other has most in common with: the set is that ring.
FROM likeness
WHERE share >= $least_share
