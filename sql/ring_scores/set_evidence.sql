/*
title = "One row per set: all evidence that it is a spam ring, and the probability"
why   = "A set is judged as a whole, with all its evidence, before any of its members is blamed for it."

[params.prior_bits]
default = -8.0
least   = -40
unit    = "bits"
help    = "Log-odds that a set is a spam ring before any evidence: 1 in 257, so one ring in eight nights of 32 sets."

[params.usual_set_count]
default = 32
least   = 1
unit    = "sets"
help    = "A night that shows more sets has no more rings: each set is less likely one, in proportion."

[params.min_score]
default = 0.5
unit    = "share"
help    = "A set with a lower probability is not a ring: honest people act together too."
*/
WITH member AS (
    SELECT
        set_number,
        any_value(method) AS method,
        count(*)          AS account_count
    FROM ring_members.set_member
    GROUP BY set_number
),

target AS (
    SELECT
        set_number,
        count(*)                                                        AS target_count,
        sum(member_count)                                               AS edge_count,
        count(*) FILTER (WHERE listing_count = 0) / nullif(count(*), 0) AS stranger_share
    FROM ring_members.set_target
    GROUP BY set_number
),

weighed AS (
    SELECT
        member.set_number,
        member.method,
        member.account_count,
        target.target_count,
        target.edge_count,
        target.stranger_share,
        set_outcome.gone_share,
        $prior_bits - log2(greatest(1, count(*) OVER () / nullif($usual_set_count, 0)))
        + coalesce(book_evidence.bits, 0) + coalesce(set_outcome.bits, 0) + coalesce(age_spread.bits, 0) AS bits
    FROM member
    INNER JOIN target
        ON member.set_number = target.set_number
    LEFT JOIN ring_scores.set_outcome
        ON member.set_number = set_outcome.set_number
    LEFT JOIN ring_scores.book_evidence
        ON member.set_number = book_evidence.set_number
    LEFT JOIN ring_scores.age_spread
        ON member.set_number = age_spread.set_number
)

SELECT
    set_number::INTEGER                                            AS set_number,     -- Number of the set.
    method::VARCHAR                                                AS method,         -- How the set was found: lockstep, cocluster, block, group, registration, rejection, or several joined by a plus.
    account_count::BIGINT                                          AS account_count,  -- Number of members.
    target_count::BIGINT                                           AS target_count,   -- Number of targets (see ring_members.set_target).
    (edge_count / nullif(account_count * target_count, 0))::DOUBLE AS density,        -- Share of all pairs of a member and a target in which the member acted on the target.
    stranger_share::DOUBLE                                         AS stranger_share, -- Share of the targets that have none of the members that acted on them as a contact.
    gone_share::DOUBLE                                             AS gone_share,     -- Share of the strangers with a known response that left, was removed, blocked or reported; null: no response known.
    bits::DOUBLE                                                   AS bits,           -- Sum of the prior and all evidence, in bits.
    (1 / nullif(1 + power(2, -bits), 0))::DOUBLE                   AS score,          -- Probability that the set is a spam ring.
    (1 / nullif(1 + power(2, -bits), 0) >= $min_score)::BOOLEAN    AS is_ring         -- True where the set is likely enough to be published as a ring.
FROM weighed
