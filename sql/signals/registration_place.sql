/*
title = "Other accounts registered on the account's device, network and phone prefix"
why   = "A burst of registrations in one place, or a place with known spam, points to a farm of accounts."
*/
-- The ratios compare with the mean of two days (24 hours on each side of the account); a place that is
-- younger than two days is compared with all its registrations.
SELECT
    crowd.account_id
        AS account_id,
    crowd.device_day_count::BIGINT
        AS registration_device_24h_count,   -- [registration] Other accounts registered on its device within 24 hours of the account, in whole clock hours. Null: no device given.
    crowd.device_ever_count::BIGINT
        AS registration_device_count,       -- [registration] Other accounts ever registered on its device. Null: no device given.
    (crowd.device_spam_count / nullif(crowd.device_ever_count, 0))::DOUBLE
        AS registration_device_spam_share,  -- [registration] Share with a spam verdict of the other accounts on its device. Null: no others.
    crowd.network_near_count::BIGINT
        AS registration_network_1h_count,   -- [registration] Other accounts registered on its network in the same clock hour or a neighbouring one. Null: no network given.
    crowd.network_day_count::BIGINT
        AS registration_network_24h_count,  -- [registration] Other accounts registered on its network within 24 hours of the account, in whole clock hours. Null: no network given.
    (
        (crowd.network_day_count + 1) / nullif(crowd.network_ever_count + 1, 0)
        * greatest(crowd.network_span_hours, 48) / 48
    )::DOUBLE
        AS registration_network_24h_ratio,  -- [registration] Accounts registered on its network within 24 hours / mean number per two days there; about 1 on a carrier's network. Null: no network given.
    (crowd.network_spam_count / nullif(crowd.network_ever_count, 0))::DOUBLE
        AS registration_network_spam_share, -- [registration] Share with a spam verdict of the other accounts on its network. Null: no others.
    crowd.prefix_near_count::BIGINT
        AS registration_prefix_1h_count,    -- [registration] Other accounts registered with its phone prefix in the same clock hour or a neighbouring one. Null: no prefix given.
    crowd.prefix_day_count::BIGINT
        AS registration_prefix_24h_count,   -- [registration] Other accounts registered with its phone prefix within 24 hours of the account, in whole clock hours. Null: no prefix given.
    (
        (crowd.prefix_day_count + 1) / nullif(crowd.prefix_ever_count + 1, 0)
        * greatest(crowd.prefix_span_hours, 48) / 48
    )::DOUBLE
        AS registration_prefix_24h_ratio,   -- [registration] Accounts registered with its phone prefix within 24 hours / mean number per two days. Null: no prefix given.
    (crowd.prefix_spam_count / nullif(crowd.prefix_ever_count, 0))::DOUBLE
        AS registration_prefix_spam_share   -- [registration] Share with a spam verdict of the other accounts with its phone prefix. Null: no others.
FROM acts.registration_crowd AS crowd
SEMI JOIN signals.activity AS active
    ON crowd.account_id = active.account_id
