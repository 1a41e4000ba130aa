/*
title    = "Who else of those registered beside the account approaches others on the date"
rests_on = ["contacts", "unknown"]

[params.quiet_count]
default = 3
unit    = "accounts"
help    = "So many quiet ones are put beside those of 24 hours: that one of one approaches says little."
*/
SELECT
    crowd.account_id
        AS account_id,
    (crowd.device_approaching_count / nullif(crowd.device_day_count + $quiet_count, 0))::DOUBLE
        AS registration_device_approaching_share,  -- [registration] Of those within 24 hours on its device, the share that added somebody or wrote a first contact on the date; few count for less. Null: no device given.
    crowd.network_approaching_count::BIGINT
        AS registration_network_approaching_count, -- [registration] Of those within 24 hours on its network, such as added somebody or wrote a first contact on the date. Null: no network given.
    (crowd.network_approaching_count / nullif(crowd.network_day_count + $quiet_count, 0))::DOUBLE
        AS registration_network_approaching_share, -- [registration] Of those within 24 hours on its network, the share that did; few count for less. Null: no network given.
    (crowd.prefix_approaching_count / nullif(crowd.prefix_day_count + $quiet_count, 0))::DOUBLE
        AS registration_prefix_approaching_share   -- [registration] Of those within 24 hours with its prefix, the share that added somebody or wrote a first contact on the date; few count for less. Null: no prefix given.
FROM acts.registration_crowd AS crowd
SEMI JOIN signals.activity AS active
    ON crowd.account_id = active.account_id
