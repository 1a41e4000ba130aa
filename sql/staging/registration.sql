/*
title = "What is known of each account's registration: its latest row"
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
    -- Nearly every account has one row, and needs no ranking.
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

-- An export writes 1970-01-01 for what it does not know: that is no old account.
SELECT
    account_id                AS account_id,        -- Whose registration it is.
    (
        CASE WHEN registered_at >= $platform_began_on::DATE::TIMESTAMPTZ THEN registered_at END
    )::TIMESTAMPTZ            AS registered_at,     -- When; null: unknown, as 1970-01-01 is before the platform began.
    account_type::VARCHAR     AS account_type,      -- consumer, business or api.
    phone_country::VARCHAR    AS phone_country,     -- The country of the number.
    network_country::VARCHAR  AS network_country,   -- The country of the network.
    phone_prefix::VARCHAR     AS phone_prefix,      -- The leading digits of the number.
    device_id::VARCHAR        AS device_id,         -- The device that registered.
    network_id::VARCHAR       AS network_id,        -- The network that registered.
    registration_risk::DOUBLE AS registration_risk  -- The registration service's risk, 0..1.
FROM registration
