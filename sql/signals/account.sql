/*
title = "What the registration says"

[params.crowd_hours]
default = 1
least   = 1
unit    = "hours"
help    = "Accounts registered on one device or network within this time stand together."
*/
WITH place AS (
    SELECT
        account_id,
        registered_at,
        'device'  AS kind,
        device_id AS place_id
    FROM staging.registration
    WHERE device_id IS NOT NULL
    UNION ALL
    SELECT
        account_id,
        registered_at,
        'network'  AS kind,
        network_id AS place_id
    FROM staging.registration
    WHERE network_id IS NOT NULL
),

crowd AS (
    SELECT
        account_id,
        kind,
        place_id,
        registered_at,
        count(*) OVER (
            PARTITION BY kind, place_id
            ORDER BY unix_micros(registered_at)
            RANGE BETWEEN $crowd_hours * 3600000000 - 1 PRECEDING AND CURRENT ROW
        ) AS window_count
    FROM place
),

neighbour AS (
    -- The fullest hour that holds the registration, less the account itself.
    SELECT
        account_id,
        max(window_count) OVER (
            PARTITION BY kind, place_id
            ORDER BY unix_micros(registered_at)
            RANGE BETWEEN CURRENT ROW AND $crowd_hours * 3600000000 - 1 FOLLOWING
        ) - 1 AS neighbour_count
    FROM crowd
),

shared AS (
    SELECT
        account_id,
        max(neighbour_count) AS neighbour_count
    FROM neighbour
    GROUP BY account_id
)

SELECT
    registration.account_id
        AS account_id,
    ((unix_micros(night.day_start_at) - unix_micros(registration.registered_at)) / 86400000000)::DOUBLE
        AS account_age_days,                    -- [registration] Age at the start of the date; below 0: registered on it. Null: no accounts row.
    registration.registration_risk::DOUBLE
        AS registration_risk,                   -- [registration] The registration service's risk, 0..1. Null: not given.
    (registration.network_country <> registration.phone_country)::BIGINT
        AS registration_country_mismatch_count, -- [registration] 1 where the network's country is not the number's, else 0. Null: either is not given.
    shared.neighbour_count::BIGINT
        AS registration_shared_1h_count         -- [registration] Other accounts registered on the same device or network within the hour. Null: neither is given.
FROM staging.registration
CROSS JOIN staging.night
LEFT JOIN shared
    ON registration.account_id = shared.account_id
