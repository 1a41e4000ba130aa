/*
title = "One row per account: its latest registration row"
why   = "An account may be exported many times; age and type must come from one row, the same one in every run."
*/
WITH latest AS (
    SELECT
        account_id,
        max(date) AS date,
        count(*)  AS row_count
    FROM staging.account
    GROUP BY account_id
),

candidate AS (
    SELECT
        account.account_id,
        account.registered_at,
        account.account_type,
        account.phone_country,
        account.network_country,
        account.phone_prefix,
        account.device_id,
        account.network_id,
        account.registration_risk,
        row_number() OVER (
            PARTITION BY account.account_id
            ORDER BY
                account.registered_at DESC,
                account.account_type,
                account.phone_country,
                account.network_country,
                account.phone_prefix,
                account.device_id,
                account.network_id,
                account.registration_risk
        ) AS place
    FROM staging.account
    INNER JOIN latest
        ON account.account_id = latest.account_id AND account.date = latest.date
    WHERE latest.row_count > 1
),

registration AS (
    -- Most accounts have one row and need no ranking.
    SELECT
        account.account_id,
        account.registered_at,
        account.account_type,
        account.phone_country,
        account.network_country,
        account.phone_prefix,
        account.device_id,
        account.network_id,
        account.registration_risk
    FROM staging.account
    INNER JOIN latest
        ON account.account_id = latest.account_id
    WHERE latest.row_count = 1
    UNION ALL
    SELECT
        account_id,
        registered_at,
        account_type,
        phone_country,
        network_country,
        phone_prefix,
        device_id,
        network_id,
        registration_risk
    FROM candidate
    WHERE place = 1
)

-- An export writes 1970-01-01 for an unknown time; such an account must not count as old.
SELECT
    account_id                AS account_id,        -- The registered account.
    (
        CASE WHEN registered_at >= $platform_began_on::DATE::TIMESTAMPTZ THEN registered_at END
    )::TIMESTAMPTZ            AS registered_at,     -- Time of registration; null: unknown, or before the platform began (1970-01-01 in an export).
    account_type::VARCHAR     AS account_type,      -- Type of the account: consumer, business or api.
    phone_country::VARCHAR    AS phone_country,     -- Country of the phone number.
    network_country::VARCHAR  AS network_country,   -- Country of the network.
    phone_prefix::VARCHAR     AS phone_prefix,      -- Leading digits of the phone number.
    device_id::VARCHAR        AS device_id,         -- Device used to register.
    network_id::VARCHAR       AS network_id,        -- Network used to register.
    registration_risk::DOUBLE AS registration_risk  -- Risk given by the registration service, 0..1.
FROM registration
