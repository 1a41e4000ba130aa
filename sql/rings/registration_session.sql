/*
title = "Unwelcome accounts by where they were registered, and who of them within hours of one another"
why   = "An operator registers a batch of accounts in one place with short pauses between them."

[params.gap_hours]
default = 2
least   = 1
unit    = "hours"
help    = "Who was registered in a place longer after the one before is of another set."
*/
WITH place AS (
    SELECT
        registration.account_id,
        registration.registered_at,
        unnest(['device', 'network', 'prefix'])                                              AS kind,
        unnest([registration.device_id, registration.network_id, registration.phone_prefix]) AS name
    FROM staging.registration
    INNER JOIN rings.told
        ON registration.account_id = told.account_id
    WHERE told.is_unwelcome
),

step AS (
    SELECT
        account_id,
        registered_at,
        kind,
        name,
        coalesce(
            registered_at > lag(registered_at) OVER (PARTITION BY kind, name ORDER BY registered_at, account_id)
            + $gap_hours * INTERVAL 1 HOUR,
            TRUE
        ) AS is_first
    FROM place
    WHERE name IS NOT NULL AND registered_at IS NOT NULL
)

SELECT
    account_id                 AS account_id,    -- Who was registered.
    registered_at::TIMESTAMPTZ AS registered_at, -- When.
    kind::VARCHAR              AS kind,          -- In which kind of place: device, network or prefix.
    name::VARCHAR              AS name,          -- In which.
    (
        sum(is_first::INTEGER) OVER (PARTITION BY kind, name ORDER BY registered_at, account_id)
    )::INTEGER                 AS number         -- With whom: accounts of one place and number.
FROM step
