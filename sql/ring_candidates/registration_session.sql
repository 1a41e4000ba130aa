/*
title = "One row per unwelcome account and place of registration, numbered by session"
why   = "An operator registers a batch of accounts in one place with short pauses between them."

[params.gap_hours]
default = 2
least   = 1
unit    = "hours"
help    = "An account registered in a place later than this after the one before starts a new session."
*/
WITH unwelcome AS (
    SELECT
        registration.account_id,
        registration.registered_at,
        unnest([
            struct_pack(kind := 'device', name := registration.device_id),
            struct_pack(kind := 'network', name := registration.network_id),
            struct_pack(kind := 'prefix', name := registration.phone_prefix)
        ]) AS place
    FROM staging.registration
    INNER JOIN ring_inputs.stranger_outcome
        ON registration.account_id = stranger_outcome.account_id
    WHERE stranger_outcome.is_unwelcome
),

place AS (
    SELECT
        unwelcome.account_id,
        unwelcome.registered_at,
        unwelcome.place.kind,
        unwelcome.place.name
    FROM unwelcome
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
    account_id                 AS account_id,    -- The registered account.
    registered_at::TIMESTAMPTZ AS registered_at, -- Time of registration.
    kind::VARCHAR              AS kind,          -- Kind of place: device, network or prefix.
    name::VARCHAR              AS name,          -- The device, the network or the prefix.
    (
        sum(is_first::INTEGER) OVER (PARTITION BY kind, name ORDER BY registered_at, account_id)
    )::INTEGER                 AS number         -- Number of the session within the place; accounts with one place and number belong together.
FROM step
