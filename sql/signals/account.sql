/*
title = "What the registration says"
*/
SELECT
    registration.account_id
        AS account_id,
    ((unix_micros(night.day_start_at) - unix_micros(registration.registered_at)) / 86400000000)::DOUBLE
        AS account_age_days,                    -- [age] Age at the start of the date; below 0: registered on it. Null: no accounts row, or registered before the platform began.
    registration.registration_risk::DOUBLE
        AS registration_risk,                   -- [registration] The registration service's risk, 0..1. Null: not given.
    (registration.network_country <> registration.phone_country)::BIGINT
        AS registration_country_mismatch_count, -- [registration] 1 where the network's country is not the number's, else 0. Null: either is not given.
    greatest(crowd.device_fullest_count, crowd.network_fullest_count)::BIGINT
        AS registration_shared_1h_count         -- [registration] Other accounts registered on the same device or network within the hour. Null: neither is given.
FROM staging.registration
CROSS JOIN staging.night
LEFT JOIN acts.registration_crowd AS crowd
    ON registration.account_id = crowd.account_id
