/*
title = "Where each account was registered: its device, its network, its number's prefix"
view  = true
*/
WITH place AS (
    SELECT
        account_id,
        registered_at,
        'device'  AS kind,
        device_id AS place_id
    FROM staging.registration
    WHERE device_id IS NOT NULL
    UNION ALL
    SELECT
        account_id,
        registered_at,
        'network'  AS kind,
        network_id AS place_id
    FROM staging.registration
    WHERE network_id IS NOT NULL
    UNION ALL
    SELECT
        account_id,
        registered_at,
        'prefix'     AS kind,
        phone_prefix AS place_id
    FROM staging.registration
    WHERE phone_prefix IS NOT NULL
),

approaching AS (
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
    place.account_id                                             AS account_id,    -- Who was registered.
    place.kind::VARCHAR                                          AS kind,          -- device, network or prefix.
    place.place_id::VARCHAR                                      AS place_id,      -- Which.
    floor(unix_micros(place.registered_at) / 3600000000)::BIGINT AS hour_number,   -- In which hour, counted from 1970.
    (judged_account.account_id IS NOT NULL)::BOOLEAN             AS is_spam,       -- Whether people judged it spam.
    (approaching.account_id IS NOT NULL)::BOOLEAN                AS is_approaching -- Whether it added somebody or wrote a first contact on the date.
FROM place
LEFT JOIN acts.judged_account
    ON place.account_id = judged_account.account_id AND judged_account.is_spam
LEFT JOIN approaching
    ON place.account_id = approaching.account_id
