/*
title = "Age and registration risk of an account"
why   = "Most spam accounts are days old and registered in batches; age and place of registration weigh in most rules."
*/
SELECT
    registration.account_id
        AS account_id,
    ((unix_micros(night.day_start_at) - unix_micros(registration.registered_at)) / 86400000000)::DOUBLE
        AS account_age_days,                    -- [age] Age at the start of the date; negative: registered on the date. Null: no row in the accounts log, or registered before the platform began.
    registration.registration_risk::DOUBLE
        AS registration_risk,                   -- [registration] Risk given by the registration service, 0..1. Null: not given.
    (registration.network_country <> registration.phone_country)::BIGINT
        AS registration_country_mismatch_count, -- [registration] 1 where the country of the network differs from that of the phone number, else 0. Null: one of the two is not given.
    greatest(co_registration.device_fullest_count, co_registration.network_fullest_count)::BIGINT
        AS registration_shared_1h_count         -- [registration] Other accounts registered on the same device or network within an hour (the larger of the two). Null: no device or network given.
FROM staging.registration
CROSS JOIN staging.night
LEFT JOIN acts.co_registration
    ON registration.account_id = co_registration.account_id
