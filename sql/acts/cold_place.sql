/*
title = "One row per place of registration with cold senders: how many they are, and how many chance would bring"
why   = "A place where a third of all accounts approach strangers on one date belongs to a farm."
*/
WITH sender AS (
    SELECT
        'device'  AS kind,
        device_id AS place
    FROM acts.cold_sender
    UNION ALL
    SELECT
        'network'  AS kind,
        network_id AS place
    FROM acts.cold_sender
    UNION ALL
    SELECT
        'prefix'     AS kind,
        phone_prefix AS place
    FROM acts.cold_sender
),

cold AS (
    SELECT
        kind,
        place,
        count(*) AS sender_count
    FROM sender
    WHERE place IS NOT NULL
    GROUP BY kind, place
),

registered AS (
    SELECT
        'device'  AS kind,
        device_id AS place,
        count(*)  AS account_count
    FROM staging.registration
    GROUP BY device_id
    UNION ALL
    SELECT
        'network'  AS kind,
        network_id AS place,
        count(*)   AS account_count
    FROM staging.registration
    GROUP BY network_id
    UNION ALL
    SELECT
        'prefix'     AS kind,
        phone_prefix AS place,
        count(*)     AS account_count
    FROM staging.registration
    GROUP BY phone_prefix
),

overall AS (
    SELECT (SELECT count(*) FROM acts.cold_sender) / nullif(count(*), 0) AS sender_share
    FROM staging.registration
)

SELECT
    cold.kind::VARCHAR                                        AS kind,          -- device, network or prefix.
    cold.place::VARCHAR                                       AS place,         -- The device, network or phone prefix.
    cold.sender_count::BIGINT                                 AS sender_count,  -- Cold senders that were registered there.
    registered.account_count::BIGINT                          AS account_count, -- All accounts that were registered there.
    (registered.account_count * overall.sender_share)::DOUBLE AS expected_count -- Cold senders to expect there, by their share among all accounts.
FROM cold
CROSS JOIN overall
INNER JOIN registered
    ON cold.kind = registered.kind AND cold.place = registered.place
