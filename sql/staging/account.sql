/*
title = "Registrations, judged"
*/
SELECT
    file_index::INTEGER                         AS file_index,        -- Which file of the partition.
    row_number::BIGINT                          AS row_number,        -- Which data row of the file, from 1.
    raw::VARCHAR                                AS raw,               -- The contract's columns as they stand in the file, as JSON.
    account_id                                  AS account_id,        -- Whose registration it is.
    registered_at::TIMESTAMPTZ                  AS registered_at,     -- When.
    coalesce(account_type, 'consumer')::VARCHAR AS account_type,      -- consumer, business or api.
    phone_country::VARCHAR                      AS phone_country,     -- The country of the number.
    network_country::VARCHAR                    AS network_country,   -- The country of the network.
    phone_prefix::VARCHAR                       AS phone_prefix,      -- The leading digits of the number.
    device_id::VARCHAR                          AS device_id,         -- The device that registered.
    network_id::VARCHAR                         AS network_id,        -- The network that registered.
    registration_risk::DOUBLE                   AS registration_risk, -- The registration service's risk, 0..1.
    CASE
        WHEN unreadable IS NOT NULL THEN unreadable
        WHEN byte_count > 1048576 THEN 'row over 1 MB'
        WHEN account_id IS NULL THEN 'account_id is null'
        WHEN registered_at IS NULL THEN 'registered_at is null'
        WHEN account_type NOT IN ('consumer', 'business', 'api') THEN 'unknown account_type'
        WHEN
            registered_at >= ($date::DATE + INTERVAL 1 DAY)::TIMESTAMPTZ
            THEN 'registered_at after the day of the partition'
        WHEN
            registration_risk < 0 OR registration_risk > 1 OR isnan(registration_risk)
            THEN 'registration_risk outside 0..1'
    END::VARCHAR                                AS reject_reason      -- Why the row is not taken; null: it is.
FROM input.account
