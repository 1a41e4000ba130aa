/*
title = "Accounts whose first days the night can see"

[params.fresh_hours]
default = 72
unit    = "hours"
help    = "How long after its registration an account counts as fresh."
*/
SELECT
    registration.account_id                                                    AS account_id,    -- The fresh account.
    registration.registered_at::TIMESTAMPTZ                                    AS registered_at, -- When it was registered.
    (registration.registered_at + $fresh_hours * INTERVAL 1 HOUR)::TIMESTAMPTZ AS fresh_until_at -- The first instant at which it is not fresh any more.
FROM staging.registration
INNER JOIN staging.night
    ON
        registration.registered_at < night.day_end_at
        AND registration.registered_at + $fresh_hours * INTERVAL 1 HOUR + INTERVAL 1 DAY >= night.day_start_at
