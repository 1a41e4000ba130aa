/*
title = "One row per ring: a set that is likely a spam ring"
why   = "Many sets are clubs or schools; only a set that is likely spam gets a ring id and counts against its members."
*/
WITH chosen AS (
    SELECT
        set_number,
        method,
        account_count,
        target_count,
        density,
        score,
        stranger_share,
        gone_share
    FROM ring_scores.set_evidence
    WHERE is_ring
),

named AS (
    SELECT
        set_member.set_number,
        left(md5(array_to_string(list_sort(list(account_name.name)), ' ')), 8) AS digest
    FROM ring_members.set_member
    INNER JOIN staging.account_name
        ON set_member.account_id = account_name.account_id
    GROUP BY set_member.set_number
),

parent AS (
    SELECT
        set_number,
        max(CASE WHEN is_same_ring THEN ring_id END)             AS ring_id,
        max(CASE WHEN is_same_ring THEN first_seen_on END)       AS first_seen_on,
        list_sort(list(ring_id) FILTER (WHERE NOT is_same_ring)) AS ring_ids
    FROM ring_history.ring_match
    GROUP BY set_number
)

SELECT
    chosen.set_number::INTEGER                       AS set_number,     -- Number of tonight's set.
    coalesce(
        parent.ring_id, concat(strftime(night.date, '%Y%m%d'), '-', named.digest)
    )::VARCHAR                                       AS ring_id,        -- Id of the ring; the same campaign keeps it from night to night.
    chosen.method::VARCHAR                           AS method,         -- How the ring was found.
    chosen.account_count::BIGINT                     AS account_count,  -- Number of members.
    chosen.target_count::BIGINT                      AS target_count,   -- Number of targets (see ring_members.set_target).
    chosen.density::DOUBLE                           AS density,        -- Share of all pairs of a member and a target in which the member acted on the target.
    chosen.score::DOUBLE                             AS score,          -- Probability that the ring is a spam ring, 0..1.
    chosen.stranger_share::DOUBLE                    AS stranger_share, -- Share of the targets that have none of the members that acted on them as a contact.
    chosen.gone_share::DOUBLE                        AS gone_share,     -- Share of the strangers with a known response that left, was removed, blocked or reported; null: unknown.
    coalesce(parent.first_seen_on, night.date)::DATE AS first_seen_on,  -- First night that found the ring.
    coalesce(parent.ring_ids, [])::VARCHAR[]         AS parent_ring_ids -- Earlier rings that share accounts or targets with it, other than the one whose id it keeps.
FROM chosen
CROSS JOIN staging.night
INNER JOIN named
    ON chosen.set_number = named.set_number
LEFT JOIN parent
    ON chosen.set_number = parent.set_number
