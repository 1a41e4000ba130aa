/*
title = "Registrations from the accounts log, with the reason a row is rejected"
why   = "A wrong registration time or account type would change an account's age and limits, so each row is checked."
*/
SELECT
    file_index::INTEGER                         AS file_index,        -- Index of the file in the partition.
    row_number::BIGINT                          AS row_number,        -- Number of the data row in the file, from 1.
    raw::VARCHAR                                AS raw,               -- The contract's columns as written in the file, as JSON.
    account_id                                  AS account_id,        -- The registered account.
    registered_at::TIMESTAMPTZ                  AS registered_at,     -- Time of registration.
    coalesce(account_type, 'consumer')::VARCHAR AS account_type,      -- Type of the account: consumer, business or api.
    phone_country::VARCHAR                      AS phone_country,     -- Country of the phone number.
    network_country::VARCHAR                    AS network_country,   -- Country of the network.
    phone_prefix::VARCHAR                       AS phone_prefix,      -- Leading digits of the phone number.
    device_id::VARCHAR                          AS device_id,         -- Device used to register.
    network_id::VARCHAR                         AS network_id,        -- Network used to register.
    registration_risk::DOUBLE                   AS registration_risk, -- Risk given by the registration service, 0..1.
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
    END::VARCHAR                                AS reject_reason      -- Why the row is rejected; null: the row is loaded.
FROM input.account
