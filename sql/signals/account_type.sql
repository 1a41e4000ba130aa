/*
title = "Type of the account"
why   = "A business or an api account may lawfully send far more than a person, so limits depend on the type."
*/
SELECT
    account_id                          AS account_id,
    (account_type = 'business')::BIGINT AS registration_business_count, -- [registration] 1 for a business account, else 0. Null: no row in the accounts log.
    (account_type = 'api')::BIGINT      AS registration_api_count       -- [registration] 1 for an api account, else 0. Null: no row in the accounts log.
FROM staging.registration
