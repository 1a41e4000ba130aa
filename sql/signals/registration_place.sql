/*
title = "Who else was registered on the account's device, network and prefix, and what they are"

[params.quiet_count]
default = 3
unit    = "accounts"
help    = "So many quiet ones are put beside those of 24 hours: that one of one approaches says little."
*/
WITH active AS (
    SELECT account_day.account_id
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date = night.date
),

beside AS (
    -- The account itself is taken out of every count of others. What is usual are the accounts of two days there, as
    -- many as lie within 24 hours of one; in a place too young to tell, all that it has.
    SELECT
        place.account_id,
        place.kind,
        coalesce(hour.near_count - 1, 0)                            AS near_count,
        coalesce(hour.day_count - 1, 0)                             AS day_count,
        coalesce(hour.place_count - 1, 0)                           AS place_count,
        hour.spam_count - CASE WHEN place.is_spam THEN 1 ELSE 0 END AS spam_count,
        coalesce(
            hour.approaching_count - CASE WHEN place.is_approaching THEN 1 ELSE 0 END,
            0
        )                                                           AS approaching_count,
        coalesce(
            hour.day_count * greatest(hour.span_hours, 48) / nullif(hour.place_count * 48, 0),
            1
        )                                                           AS crowd_ratio
    FROM acts.registration_place AS place
    SEMI JOIN active
        ON place.account_id = active.account_id
    LEFT JOIN acts.registration_hour AS hour
        ON
            place.kind = hour.kind
            AND place.place_id = hour.place_id
            AND place.hour_number = hour.hour_number
)

SELECT
    account_id
        AS account_id,
    max(CASE WHEN kind = 'device' THEN day_count END)::BIGINT
        AS registration_device_24h_count,          -- [registration] Other accounts registered on its device within 24 hours of the clock. Null: no device given.
    max(CASE WHEN kind = 'device' THEN place_count END)::BIGINT
        AS registration_device_count,              -- [registration] Other accounts ever registered on its device. Null: no device given.
    max(CASE WHEN kind = 'device' THEN spam_count / nullif(place_count, 0) END)::DOUBLE
        AS registration_device_spam_share,         -- [registration] Of the others on its device, the share that people judged spam. Null: no others.
    max(CASE WHEN kind = 'device' THEN approaching_count / nullif(day_count + $quiet_count, 0) END)::DOUBLE
        AS registration_device_approaching_share,  -- [registration] Of those within 24 hours on its device, the share that added somebody or wrote a first contact on the date; few count for less. Null: no device given.
    max(CASE WHEN kind = 'network' THEN near_count END)::BIGINT
        AS registration_network_1h_count,          -- [registration] Other accounts registered on its network in the same hour of the clock or one beside it. Null: no network given.
    max(CASE WHEN kind = 'network' THEN day_count END)::BIGINT
        AS registration_network_24h_count,         -- [registration] Other accounts registered on its network within 24 hours of the clock. Null: no network given.
    max(CASE WHEN kind = 'network' THEN crowd_ratio END)::DOUBLE
        AS registration_network_24h_ratio,         -- [registration] Accounts registered there within 24 hours, over what two days bring on average: about 1 on a carrier's network. Null: no network given.
    max(CASE WHEN kind = 'network' THEN spam_count / nullif(place_count, 0) END)::DOUBLE
        AS registration_network_spam_share,        -- [registration] Of the others on its network, the share that people judged spam. Null: no others.
    max(CASE WHEN kind = 'network' THEN approaching_count END)::BIGINT
        AS registration_network_approaching_count, -- [registration] Of those within 24 hours on its network, such as added somebody or wrote a first contact on the date. Null: no network given.
    max(CASE WHEN kind = 'network' THEN approaching_count / nullif(day_count + $quiet_count, 0) END)::DOUBLE
        AS registration_network_approaching_share, -- [registration] Of those within 24 hours on its network, the share that did; few count for less. Null: no network given.
    max(CASE WHEN kind = 'prefix' THEN near_count END)::BIGINT
        AS registration_prefix_1h_count,           -- [registration] Other accounts registered with its prefix in the same hour of the clock or one beside it. Null: no prefix given.
    max(CASE WHEN kind = 'prefix' THEN day_count END)::BIGINT
        AS registration_prefix_24h_count,          -- [registration] Other accounts registered with its prefix within 24 hours of the clock. Null: no prefix given.
    max(CASE WHEN kind = 'prefix' THEN crowd_ratio END)::DOUBLE
        AS registration_prefix_24h_ratio,          -- [registration] Accounts registered with it within 24 hours, over what two days bring on average. Null: no prefix given.
    max(CASE WHEN kind = 'prefix' THEN spam_count / nullif(place_count, 0) END)::DOUBLE
        AS registration_prefix_spam_share,         -- [registration] Of the others with its prefix, the share that people judged spam. Null: no others.
    max(CASE WHEN kind = 'prefix' THEN approaching_count / nullif(day_count + $quiet_count, 0) END)::DOUBLE
        AS registration_prefix_approaching_share   -- [registration] Of those within 24 hours with its prefix, the share that added somebody or wrote a first contact on the date; few count for less. Null: no prefix given.
FROM beside
GROUP BY account_id
