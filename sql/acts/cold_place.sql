/*
title = "One row per cold sender and what it shares with others: a place of registration, or a group it came to"
why   = "A place or a group where a third of the accounts approach strangers on one date belongs to a farm."
*/
WITH registered AS (
    SELECT
        account_id,
        unnest([
            struct_pack(kind := 'device', name := device_id),
            struct_pack(kind := 'network', name := network_id),
            struct_pack(kind := 'prefix', name := phone_prefix)
        ]) AS place
    FROM staging.registration
),

shared AS (
    SELECT
        registered.account_id,
        registered.place.kind,
        registered.place.name
    FROM registered
    WHERE registered.place.name IS NOT NULL
    UNION ALL
    SELECT DISTINCT
        account_id,
        'group'           AS kind,
        group_id::VARCHAR AS name
    FROM staging.membership_event
    WHERE action IN ('add', 'join', 'accept')
),

counter AS (
    SELECT
        shared.kind,
        shared.name,
        count(cold_sender.account_id) AS sender_count,
        count(*)                      AS account_count
    FROM shared
    LEFT JOIN acts.cold_sender
        ON shared.account_id = cold_sender.account_id
    GROUP BY shared.kind, shared.name
),

-- Groups are compared with groups, and places of registration of one kind with each other.
overall AS (
    SELECT
        kind,
        sum(sender_count) / nullif(sum(account_count), 0) AS sender_share
    FROM counter
    GROUP BY kind
)

SELECT
    shared.account_id                                      AS account_id,    -- The cold sender.
    shared.kind::VARCHAR                                   AS kind,          -- device, network, prefix (of registration) or group (it came to it on the date or the day before).
    shared.name::VARCHAR                                   AS place,         -- The device, network, phone prefix or group.
    counter.sender_count::BIGINT                           AS sender_count,  -- Cold senders that share it, itself included.
    counter.account_count::BIGINT                          AS account_count, -- All accounts that share it.
    (counter.account_count * overall.sender_share)::DOUBLE AS expected_count -- Cold senders to expect among them, by their share among all accounts with a place of that kind.
FROM shared
SEMI JOIN acts.cold_sender
    ON shared.account_id = cold_sender.account_id
INNER JOIN counter
    ON shared.kind = counter.kind AND shared.name = counter.name
INNER JOIN overall
    ON shared.kind = overall.kind
