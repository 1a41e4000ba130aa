/*
title = "One row per set that is a ring tonight and earlier ring with many members or targets in common"
why   = "A campaign that swaps a few accounts overnight must keep its ring id, or its history is lost."

[params.min_share]
default = 0.5
unit    = "share"
help    = "Share of the smaller side's members, or of its targets, that a set and an earlier ring have in common."
*/
WITH common AS (
    SELECT
        set_member.set_number,
        former_ring.ring_id,
        count(*) AS member_count,
        0        AS target_count
    FROM ring_members.set_member
    INNER JOIN staging.former_ring
        ON set_member.account_id = former_ring.account_id
    GROUP BY set_member.set_number, former_ring.ring_id
    UNION ALL
    SELECT
        set_target.set_number,
        former_target.ring_id,
        0        AS member_count,
        count(*) AS target_count
    FROM ring_members.set_target
    INNER JOIN ring_history.former_target
        ON set_target.target_id = former_target.target_id
    GROUP BY set_target.set_number, former_target.ring_id
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
        FROM ring_history.former_target
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
    INNER JOIN ring_scores.set_evidence
        ON common.set_number = set_evidence.set_number AND set_evidence.is_ring
    GROUP BY common.set_number, common.ring_id
)

SELECT
    set_number::INTEGER AS set_number,    -- Number of the set.
    ring_id::VARCHAR    AS ring_id,       -- The earlier ring.
    first_seen_on::DATE AS first_seen_on, -- First night that found the earlier ring.
    share::DOUBLE       AS share,         -- Share of the smaller side's members or targets in common, the greater of the two.
    (
        row_number() OVER (PARTITION BY set_number ORDER BY share DESC, first_seen_on ASC, ring_id ASC) = 1
        AND row_number() OVER (PARTITION BY ring_id ORDER BY share DESC, set_number ASC) = 1
    )::BOOLEAN          AS is_same_ring   -- True where each is the other's best match: the set continues the ring and keeps its id.
FROM likeness
WHERE share >= $min_share
