/*
title = "One row per member of a session of registrations that is unwelcome for the most part"
why   = "Batches of accounts can be caught before they share targets, if most of the batch already acts like spam."

[params.min_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "A set has at least this many accounts."

[params.min_unwelcome_share]
default = 0.5
unit    = "share"
help    = "Share of all accounts registered in the place meanwhile; low on a carrier's network."
*/
WITH gathering AS (
    SELECT
        kind,
        name,
        number,
        min(registered_at) AS first_at,
        max(registered_at) AS last_at,
        count(*)           AS account_count
    FROM ring_candidates.registration_session
    GROUP BY kind, name, number
    HAVING count(*) >= $min_account_count
),

everybody AS (
    SELECT
        gathering.kind,
        gathering.name,
        gathering.number,
        count(*) AS account_count
    FROM gathering
    INNER JOIN staging.registration
        ON
            gathering.name = CASE gathering.kind
                WHEN 'device' THEN registration.device_id
                WHEN 'network' THEN registration.network_id
                ELSE registration.phone_prefix
            END
            AND registration.registered_at BETWEEN gathering.first_at AND gathering.last_at
    GROUP BY gathering.kind, gathering.name, gathering.number
),

chosen AS (
    SELECT
        gathering.kind,
        gathering.name,
        gathering.number,
        row_number() OVER (ORDER BY gathering.kind, gathering.name, gathering.number) - 1 AS set_number
    FROM gathering
    INNER JOIN everybody
        ON
            gathering.kind = everybody.kind
            AND gathering.name = everybody.name
            AND gathering.number = everybody.number
    WHERE gathering.account_count >= everybody.account_count * $min_unwelcome_share
)

SELECT
    chosen.set_number::INTEGER AS set_number, -- Number of the set.
    session.account_id         AS account_id  -- The member.
FROM ring_candidates.registration_session AS session
INNER JOIN chosen
    ON
        session.kind = chosen.kind
        AND session.name = chosen.name
        AND session.number = chosen.number
