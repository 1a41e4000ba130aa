/*
title = "One row per account and device, network or phone prefix of its registration, and group it came to"
why   = "Accounts of one operator share places; so do neighbours, so all accounts of a place are counted."
view  = true
*/
SELECT
    account_id         AS account_id, -- The account.
    'device'::VARCHAR  AS kind,       -- device, network, prefix (of registration) or group (it came to it on the date or the day before).
    device_id::VARCHAR AS name        -- The device, network, phone prefix or group.
FROM staging.registration
WHERE device_id IS NOT NULL
UNION ALL
SELECT
    account_id,
    'network'  AS kind,
    network_id AS name
FROM staging.registration
WHERE network_id IS NOT NULL
UNION ALL
SELECT
    account_id,
    'prefix'     AS kind,
    phone_prefix AS name
FROM staging.registration
WHERE phone_prefix IS NOT NULL
UNION ALL
SELECT
    account_id,
    'group'           AS kind,
    group_id::VARCHAR AS name
FROM staging.membership_event
WHERE action IN ('add', 'join', 'accept')
GROUP BY account_id, group_id
