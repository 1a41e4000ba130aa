/*
title = "Other accounts registered on the account's device, network and phone prefix"
why   = "A burst of registrations in one place, or a place with known spam, points to a farm of accounts."
*/
-- The ratios compare with the mean of two days (24 hours on each side of the account); a place that is
-- younger than two days is compared with all its registrations.
SELECT
    co_registration.account_id
        AS account_id,
    co_registration.device_day_count::BIGINT
        AS registration_device_24h_count,   -- [registration] Other accounts registered on its device within 24 hours of the account, in whole clock hours. Null: no device given.
    co_registration.device_ever_count::BIGINT
        AS registration_device_count,       -- [registration] Other accounts ever registered on its device. Null: no device given.
    (co_registration.device_spam_count / nullif(co_registration.device_ever_count, 0))::DOUBLE
        AS registration_device_spam_share,  -- [registration] Share with a spam verdict of the other accounts on its device. Null: no others.
    co_registration.network_near_count::BIGINT
        AS registration_network_1h_count,   -- [registration] Other accounts registered on its network in the same clock hour or a neighbouring one. Null: no network given.
    co_registration.network_day_count::BIGINT
        AS registration_network_24h_count,  -- [registration] Other accounts registered on its network within 24 hours of the account, in whole clock hours. Null: no network given.
    (
        (co_registration.network_day_count + 1) / nullif(co_registration.network_ever_count + 1, 0)
        * greatest(co_registration.network_span_hours, 48) / 48
    )::DOUBLE
        AS registration_network_24h_ratio,  -- [registration] Accounts registered on its network within 24 hours / mean number per two days there; about 1 on a carrier's network. Null: no network given.
    (co_registration.network_spam_count / nullif(co_registration.network_ever_count, 0))::DOUBLE
        AS registration_network_spam_share, -- [registration] Share with a spam verdict of the other accounts on its network. Null: no others.
    co_registration.prefix_near_count::BIGINT
        AS registration_prefix_1h_count,    -- [registration] Other accounts registered with its phone prefix in the same clock hour or a neighbouring one. Null: no prefix given.
    co_registration.prefix_day_count::BIGINT
        AS registration_prefix_24h_count,   -- [registration] Other accounts registered with its phone prefix within 24 hours of the account, in whole clock hours. Null: no prefix given.
    (
        (co_registration.prefix_day_count + 1) / nullif(co_registration.prefix_ever_count + 1, 0)
        * greatest(co_registration.prefix_span_hours, 48) / 48
    )::DOUBLE
        AS registration_prefix_24h_ratio,   -- [registration] Accounts registered with its phone prefix within 24 hours / mean number per two days. Null: no prefix given.
    (co_registration.prefix_spam_count / nullif(co_registration.prefix_ever_count, 0))::DOUBLE
        AS registration_prefix_spam_share   -- [registration] Share with a spam verdict of the other accounts with its phone prefix. Null: no others.
FROM acts.co_registration
SEMI JOIN signals.activity AS active
    ON co_registration.account_id = active.account_id
