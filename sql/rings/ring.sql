/*
title = "Rings: sets of accounts that are likelier spam than not, under the names they keep"
why   = "Many sets are clubs or schools; only a set that is likely spam gets a ring id and counts against its members."

[params.least_score]
default = 0.5
unit    = "share"
help    = "A set that is less sure to be a ring of spam is none: honest people act together too."
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
    FROM rings.set_evidence
    WHERE score >= $least_score
),

named AS (
    SELECT
        set_member.set_number,
        left(md5(array_to_string(list_sort(list(account_name.name)), ' ')), 8) AS digest
    FROM rings.set_member
    INNER JOIN staging.account_name
        ON set_member.account_id = account_name.account_id
    GROUP BY set_member.set_number
),

parent AS (
    SELECT
        set_number,
        max(CASE WHEN is_heir THEN ring_id END)             AS ring_id,
        max(CASE WHEN is_heir THEN first_seen_on END)       AS first_seen_on,
        list_sort(list(ring_id) FILTER (WHERE NOT is_heir)) AS ring_ids
    FROM rings.heritage
    GROUP BY set_number
)

SELECT
    chosen.set_number::INTEGER                       AS set_number,     -- Which set it is tonight.
    coalesce(
        parent.ring_id, concat(strftime(night.date, '%Y%m%d'), '-', named.digest)
    )::VARCHAR                                       AS ring_id,        -- The same campaign keeps it from night to night.
    chosen.method::VARCHAR                           AS method,         -- How it was found.
    chosen.account_count::BIGINT                     AS account_count,  -- Its members.
    chosen.target_count::BIGINT                      AS target_count,   -- Whom two of them or more added.
    chosen.density::DOUBLE                           AS density,        -- Share of all pairs of a member and a target that are adds.
    chosen.score::DOUBLE                             AS score,          -- How sure it is to be a ring of spam, 0..1.
    chosen.stranger_share::DOUBLE                    AS stranger_share, -- Share of the targets that lists none of those who added it.
    chosen.gone_share::DOUBLE                        AS gone_share,     -- Share of the strangers lately added that left or objected; null: unknown.
    coalesce(parent.first_seen_on, night.date)::DATE AS first_seen_on,  -- The first night that saw it.
    coalesce(parent.ring_ids, [])::VARCHAR[]         AS parent_ring_ids -- Former rings whose accounts or targets it has too.
FROM chosen
CROSS JOIN staging.night
INNER JOIN named
    ON chosen.set_number = named.set_number
LEFT JOIN parent
    ON chosen.set_number = parent.set_number
