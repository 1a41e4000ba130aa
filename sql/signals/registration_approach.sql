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
    crowd.account_id
        AS account_id,
    (crowd.device_approaching_count / nullif(crowd.device_day_count + $quiet_count, 0))::DOUBLE
        AS registration_device_approaching_share,  -- [registration] Share that added somebody or wrote a first contact on the date, of the accounts registered on its device within 24 hours; a few accounts count less. Null: no device given.
    crowd.network_approaching_count::BIGINT
        AS registration_network_approaching_count, -- [registration] Accounts registered on its network within 24 hours that added somebody or wrote a first contact on the date. Null: no network given.
    (crowd.network_approaching_count / nullif(crowd.network_day_count + $quiet_count, 0))::DOUBLE
        AS registration_network_approaching_share, -- [registration] Share that added somebody or wrote a first contact on the date, of the accounts registered on its network within 24 hours; a few accounts count less. Null: no network given.
    (crowd.prefix_approaching_count / nullif(crowd.prefix_day_count + $quiet_count, 0))::DOUBLE
        AS registration_prefix_approaching_share   -- [registration] Share that added somebody or wrote a first contact on the date, of the accounts registered with its phone prefix within 24 hours; a few accounts count less. Null: no prefix given.
FROM acts.registration_crowd AS crowd
SEMI JOIN signals.activity AS active
    ON crowd.account_id = active.account_id
