/*
title = "One row per pair of accounts and relation on the date"
why   = "Analysts see the flagged accounts and rings together with the accounts they acted on, for graph tools."
*/
WITH chosen AS (
    SELECT
        edge.source_id,
        edge.target_id,
        edge.relation,
        edge.event_count,
        edge.first_at,
        edge.last_at
    FROM edges.edge
    WHERE
        $all_edges::BOOLEAN
        OR edge.source_id IN (SELECT account_id FROM score.flag)
        OR edge.target_id IN (SELECT account_id FROM score.flag)
        OR edge.source_id IN (SELECT account_id FROM rings.ring_member)
        OR edge.target_id IN (SELECT account_id FROM rings.ring_member)
),

listing AS (
    SELECT
        contact.owner_id,
        contact.contact_id,
        max(contact.date) FILTER (WHERE contact.change = 'add')                                  AS added_on,
        max(contact.date) FILTER (WHERE contact.change = 'remove' AND contact.date < night.date) AS removed_on
    FROM staging.contact
    INNER JOIN (
        SELECT DISTINCT
            source_id,
            target_id
        FROM chosen
    ) AS pair
        ON contact.owner_id = pair.target_id AND contact.contact_id = pair.source_id
    CROSS JOIN staging.night
    GROUP BY contact.owner_id, contact.contact_id
),

owner AS (
    SELECT DISTINCT contact.owner_id
    FROM staging.contact
    INNER JOIN (SELECT DISTINCT target_id FROM chosen) AS target
        ON contact.owner_id = target.target_id
)

SELECT
    source.name::VARCHAR         AS source_id,   -- The actor.
    target.name::VARCHAR         AS target_id,   -- The target.
    chosen.relation::VARCHAR     AS relation,    -- added, removed, promoted, invited, messaged, reported or blocked.
    chosen.event_count::BIGINT   AS event_count, -- Number of events; for messaged: number of messages.
    chosen.first_at::TIMESTAMPTZ AS first_at,    -- Time of the first event on the date.
    chosen.last_at::TIMESTAMPTZ  AS last_at,     -- Time of the last event on the date.
    (CASE
        WHEN owner.owner_id IS NULL THEN NULL
        ELSE coalesce(listing.added_on >= coalesce(listing.removed_on, listing.added_on), FALSE)
    END)::BOOLEAN                AS is_listed    -- True where the target has the source as a contact; null: the target's contacts are unknown.
FROM chosen
INNER JOIN staging.account_name AS source
    ON chosen.source_id = source.account_id
INNER JOIN staging.account_name AS target
    ON chosen.target_id = target.account_id
LEFT JOIN listing
    ON chosen.target_id = listing.owner_id AND chosen.source_id = listing.contact_id
LEFT JOIN owner
    ON chosen.target_id = owner.owner_id
