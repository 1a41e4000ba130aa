/*
title = "Of which type the account is"
*/
SELECT
    account_id                          AS account_id,
    (account_type = 'business')::BIGINT AS registration_business_count, -- [registration] 1 for a business account, else 0. Null: no accounts row.
    (account_type = 'api')::BIGINT      AS registration_api_count       -- [registration] 1 for an api account, else 0. Null: no accounts row.
FROM staging.registration
