/*
title = "One row per account that was fresh on the date or the day before"
why   = "Most spam accounts are used within days of registration, before anybody can report them."

[params.fresh_hours]
default = 72
unit    = "hours"
help    = "Time after registration for which an account counts as fresh."
*/
SELECT
    registration.account_id                                                    AS account_id,    -- The fresh account.
    registration.registered_at::TIMESTAMPTZ                                    AS registered_at, -- Time of registration.
    (registration.registered_at + $fresh_hours * INTERVAL 1 HOUR)::TIMESTAMPTZ AS fresh_until_at -- Time at which the account stops being fresh.
FROM staging.registration
INNER JOIN staging.night
    ON
        registration.registered_at < night.day_end_at
        AND registration.registered_at + $fresh_hours * INTERVAL 1 HOUR + INTERVAL 1 DAY > night.day_start_at
