/*
title = "One row per cold sender and what it shares with others: a place of registration, or a group it came to"
why   = "A place or a group where a third of the accounts approach strangers on one date belongs to a farm."
*/
WITH shared AS (
    SELECT
        account_id,
        'device'  AS kind,
        device_id AS place
    FROM staging.registration
    UNION ALL
    SELECT
        account_id,
        'network'  AS kind,
        network_id AS place
    FROM staging.registration
    UNION ALL
    SELECT
        account_id,
        'prefix'     AS kind,
        phone_prefix AS place
    FROM staging.registration
    UNION ALL
    SELECT DISTINCT
        account_id,
        'group'           AS kind,
        group_id::VARCHAR AS place
    FROM staging.membership_event
    WHERE action IN ('add', 'join', 'accept')
),

sender AS (
    SELECT
        shared.account_id,
        shared.kind,
        shared.place
    FROM shared
    SEMI JOIN acts.cold_sender
        ON shared.account_id = cold_sender.account_id
    WHERE shared.place IS NOT NULL
),

cold AS (
    SELECT
        kind,
        place,
        count(*) AS sender_count
    FROM sender
    GROUP BY kind, place
),

everyone AS (
    SELECT
        shared.kind,
        shared.place,
        count(*) AS account_count
    FROM shared
    SEMI JOIN cold
        ON shared.kind = cold.kind AND shared.place = cold.place
    GROUP BY shared.kind, shared.place
),

overall AS (
    SELECT (SELECT count(*) FROM acts.cold_sender) / nullif(count(*), 0) AS sender_share
    FROM staging.registration
)

SELECT
    sender.account_id                                       AS account_id,    -- The cold sender.
    sender.kind::VARCHAR                                    AS kind,          -- device, network, prefix (of registration) or group (it came to it on the date or the day before).
    sender.place::VARCHAR                                   AS place,         -- The device, network, phone prefix or group.
    cold.sender_count::BIGINT                               AS sender_count,  -- Cold senders that share it, itself included.
    everyone.account_count::BIGINT                          AS account_count, -- All accounts that share it.
    (everyone.account_count * overall.sender_share)::DOUBLE AS expected_count -- Cold senders to expect among them, by their share among all accounts.
FROM sender
CROSS JOIN overall
INNER JOIN cold
    ON sender.kind = cold.kind AND sender.place = cold.place
INNER JOIN everyone
    ON sender.kind = everyone.kind AND sender.place = everyone.place
