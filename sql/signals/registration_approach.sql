/*
title    = "Share of the accounts registered next to the account that approach strangers on the date"
why      = "Forty accounts from one network that all start to add strangers on one day probably have one operator."
rests_on = ["contacts", "unknown"]

[params.quiet_count]
default = 3
unit    = "accounts"
help    = "Quiet accounts added to the neighbours: one active neighbour of one is weak evidence."
*/
SELECT
    co_registration.account_id
        AS account_id,
    (co_registration.device_approaching_count / nullif(co_registration.device_day_count + $quiet_count, 0))::DOUBLE
        AS registration_device_approaching_share,  -- [registration] Share that added somebody or wrote a first contact on the date, of the accounts registered on its device within 24 hours; a few accounts count less. Null: no device given.
    co_registration.network_approaching_count::BIGINT
        AS registration_network_approaching_count, -- [registration] Accounts registered on its network within 24 hours that added somebody or wrote a first contact on the date. Null: no network given.
    (co_registration.network_approaching_count / nullif(co_registration.network_day_count + $quiet_count, 0))::DOUBLE
        AS registration_network_approaching_share, -- [registration] Share that added somebody or wrote a first contact on the date, of the accounts registered on its network within 24 hours; a few accounts count less. Null: no network given.
    (co_registration.prefix_approaching_count / nullif(co_registration.prefix_day_count + $quiet_count, 0))::DOUBLE
        AS registration_prefix_approaching_share   -- [registration] Share that added somebody or wrote a first contact on the date, of the accounts registered with its phone prefix within 24 hours; a few accounts count less. Null: no prefix given.
FROM acts.co_registration
SEMI JOIN signals.activity AS active
    ON co_registration.account_id = active.account_id
