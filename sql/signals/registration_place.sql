/*
title = "Who else was registered on the account's device, network and prefix"
*/
-- What is usual are the accounts of two days there, as many as lie within 24 hours of one; in a place
-- too young to tell, all that it has.
SELECT
    crowd.account_id
        AS account_id,
    crowd.device_day_count::BIGINT
        AS registration_device_24h_count,   -- [registration] Other accounts registered on its device within 24 hours of the clock. Null: no device given.
    crowd.device_ever_count::BIGINT
        AS registration_device_count,       -- [registration] Other accounts ever registered on its device. Null: no device given.
    (crowd.device_spam_count / nullif(crowd.device_ever_count, 0))::DOUBLE
        AS registration_device_spam_share,  -- [registration] Of the others on its device, the share that people judged spam. Null: no others.
    crowd.network_near_count::BIGINT
        AS registration_network_1h_count,   -- [registration] Other accounts registered on its network in the same hour of the clock or one beside it. Null: no network given.
    crowd.network_day_count::BIGINT
        AS registration_network_24h_count,  -- [registration] Other accounts registered on its network within 24 hours of the clock. Null: no network given.
    (
        (crowd.network_day_count + 1) / nullif(crowd.network_ever_count + 1, 0)
        * greatest(crowd.network_span_hours, 48) / 48
    )::DOUBLE
        AS registration_network_24h_ratio,  -- [registration] Accounts registered there within 24 hours, over what two days bring on average: about 1 on a carrier's network. Null: no network given.
    (crowd.network_spam_count / nullif(crowd.network_ever_count, 0))::DOUBLE
        AS registration_network_spam_share, -- [registration] Of the others on its network, the share that people judged spam. Null: no others.
    crowd.prefix_near_count::BIGINT
        AS registration_prefix_1h_count,    -- [registration] Other accounts registered with its prefix in the same hour of the clock or one beside it. Null: no prefix given.
    crowd.prefix_day_count::BIGINT
        AS registration_prefix_24h_count,   -- [registration] Other accounts registered with its prefix within 24 hours of the clock. Null: no prefix given.
    (
        (crowd.prefix_day_count + 1) / nullif(crowd.prefix_ever_count + 1, 0)
        * greatest(crowd.prefix_span_hours, 48) / 48
    )::DOUBLE
        AS registration_prefix_24h_ratio,   -- [registration] Accounts registered with it within 24 hours, over what two days bring on average. Null: no prefix given.
    (crowd.prefix_spam_count / nullif(crowd.prefix_ever_count, 0))::DOUBLE
        AS registration_prefix_spam_share   -- [registration] Of the others with its prefix, the share that people judged spam. Null: no others.
FROM acts.registration_crowd AS crowd
SEMI JOIN signals.activity AS active
    ON crowd.account_id = active.account_id
