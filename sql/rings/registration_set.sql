/*
title = "Unwelcome accounts registered in one place within hours, where they are at least half of all registered"
why   = "Batches of accounts can be caught before they share targets, if most of the batch already acts like spam."

[params.least_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Fewer are no set."

[params.least_unwelcome_share]
default = 0.5
unit    = "share"
help    = "Share of all registered in the place meanwhile that are unwelcome: on a carrier's network few are."
*/
WITH gathering AS (
    SELECT
        kind,
        name,
        number,
        min(registered_at) AS first_at,
        max(registered_at) AS last_at,
        count(*)           AS account_count
    FROM rings.registration_session
    GROUP BY kind, name, number
    HAVING count(*) >= $least_account_count
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
    WHERE gathering.account_count >= everybody.account_count * $least_unwelcome_share
)

SELECT
    chosen.set_number::INTEGER AS set_number, -- Which set.
    session.account_id         AS account_id  -- Who is in it.
FROM rings.registration_session AS session
INNER JOIN chosen
    ON
        session.kind = chosen.kind
        AND session.name = chosen.name
        AND session.number = chosen.number
