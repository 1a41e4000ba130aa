/*
title  = "Where each account was registered, as the count of who else was registered there takes it"
kernel = "crowd"

[params.crowd_hours]
default = 1
least   = 1
unit    = "hours"
help    = "Accounts registered on one device or network within this time stand together."
*/
WITH approaching AS (
    SELECT account_day.account_id
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date = night.date
    WHERE account_day.add_count > 0
    UNION
    SELECT account_id
    FROM acts.message_contact
    WHERE is_first
)

SELECT
    registration.account_id                          AS account_id,     -- Who was registered.
    unix_micros(registration.registered_at)::BIGINT  AS registered_at,  -- When, in microseconds since 1970; null: unknown.
    registration.device_id::VARCHAR                  AS device,         -- On which device.
    registration.network_id::VARCHAR                 AS network,        -- On which network.
    registration.phone_prefix::VARCHAR               AS prefix,         -- With which leading digits of the number.
    (judged_account.account_id IS NOT NULL)::BOOLEAN AS is_spam,        -- Whether people judged it spam.
    (approaching.account_id IS NOT NULL)::BOOLEAN    AS is_approaching  -- Whether it added somebody or wrote a first contact on the date.
FROM staging.registration
LEFT JOIN acts.judged_account
    ON registration.account_id = judged_account.account_id AND judged_account.is_spam
LEFT JOIN approaching
    ON registration.account_id = approaching.account_id
