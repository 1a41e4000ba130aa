/*
title = "How many accounts were registered on the same device or network within the hour"

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

shared_place AS (
    -- Most devices register one account, and there is nobody to stand beside it.
    SELECT
        kind,
        place_id
    FROM place
    GROUP BY kind, place_id
    HAVING count(*) > 1
),

crowd AS (
    SELECT
        place.account_id,
        place.kind,
        place.place_id,
        place.registered_at,
        count(*) OVER (
            PARTITION BY place.kind, place.place_id
            ORDER BY unix_micros(place.registered_at)
            RANGE BETWEEN $crowd_hours * 3600000000 - 1 PRECEDING AND CURRENT ROW
        ) AS window_count
    FROM place
    INNER JOIN shared_place
        ON place.kind = shared_place.kind AND place.place_id = shared_place.place_id
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
)

SELECT
    account_id                   AS account_id,     -- Whose registration it is.
    max(neighbour_count)::BIGINT AS neighbour_count -- Other accounts in the fullest hour that holds it, on its device or network; no row: none.
FROM neighbour
GROUP BY account_id
