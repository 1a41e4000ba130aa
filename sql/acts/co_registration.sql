/*
title  = "One row per account: where it was registered, as input to the co-registration kernel"
why    = "Spam accounts are registered in batches: many within an hour on one device, network or number range."
kernel = "co_registration"

[params.window_hours]
default = 1
least   = 1
unit    = "hours"
help    = "Accounts registered on one device or network within this time count as registered together."
*/
WITH approaching AS (
    SELECT add_pair_day.account_id
    FROM history.add_pair_day
    INNER JOIN staging.night
        ON add_pair_day.date = night.date
    UNION
    SELECT account_id
    FROM acts.message_contact
    WHERE is_first
)

SELECT
    registration.account_id                          AS account_id,    -- The registered account.
    unix_micros(registration.registered_at)::BIGINT  AS registered_at, -- Time of registration, in microseconds since 1970; null: unknown.
    registration.device_id::VARCHAR                  AS device,        -- Device used to register.
    registration.network_id::VARCHAR                 AS network,       -- Network used to register.
    registration.phone_prefix::VARCHAR               AS prefix,        -- Leading digits of the phone number.
    (judged_account.account_id IS NOT NULL)::BOOLEAN AS is_spam,       -- True where the account has a spam verdict.
    (approaching.account_id IS NOT NULL)::BOOLEAN    AS is_approaching -- True where the account added somebody or wrote a first contact on the date.
FROM staging.registration
LEFT JOIN acts.judged_account
    ON registration.account_id = judged_account.account_id AND judged_account.is_spam
LEFT JOIN approaching
    ON registration.account_id = approaching.account_id
