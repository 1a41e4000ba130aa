/*
title = "How many accounts a place registered hour by hour, and around each hour"
*/
WITH shared_place AS (
    -- Most devices register one account, and there is nobody to stand beside it.
    SELECT
        kind,
        place_id
    FROM acts.registration_place
    GROUP BY kind, place_id
    HAVING count(*) > 1
),

by_hour AS (
    -- Summed up first: a carrier's network has a million accounts, and a few thousand hours.
    SELECT
        place.kind,
        place.place_id,
        place.hour_number,
        count(*)                                     AS account_count,
        count(*) FILTER (WHERE place.is_spam)        AS spam_count,
        count(*) FILTER (WHERE place.is_approaching) AS approaching_count
    FROM acts.registration_place AS place
    INNER JOIN shared_place
        ON place.kind = shared_place.kind AND place.place_id = shared_place.place_id
    GROUP BY place.kind, place.place_id, place.hour_number
),

around AS (
    SELECT
        kind,
        place_id,
        hour_number,
        sum(account_count) OVER (
            PARTITION BY kind, place_id
            ORDER BY hour_number
            RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING
        ) AS near_count,
        sum(account_count) OVER (
            PARTITION BY kind, place_id
            ORDER BY hour_number
            RANGE BETWEEN 24 PRECEDING AND 24 FOLLOWING
        ) AS day_count,
        sum(approaching_count) OVER (
            PARTITION BY kind, place_id
            ORDER BY hour_number
            RANGE BETWEEN 24 PRECEDING AND 24 FOLLOWING
        ) AS approaching_count
    FROM by_hour
),

place_sum AS (
    SELECT
        kind,
        place_id,
        sum(account_count)                  AS account_count,
        sum(spam_count)                     AS spam_count,
        max(hour_number) - min(hour_number) AS span_hours
    FROM by_hour
    GROUP BY kind, place_id
)

SELECT
    around.kind::VARCHAR             AS kind,              -- device, network or prefix.
    around.place_id::VARCHAR         AS place_id,          -- Which; only such as registered two accounts or more.
    around.hour_number::BIGINT       AS hour_number,       -- Which hour, counted from 1970.
    around.near_count::BIGINT        AS near_count,        -- Accounts registered there in this hour of the clock or one beside it.
    around.day_count::BIGINT         AS day_count,         -- Accounts registered there within 24 hours of the clock.
    around.approaching_count::BIGINT AS approaching_count, -- Of these last, such as added somebody or wrote a first contact on the date.
    place_sum.account_count::BIGINT  AS place_count,       -- Accounts ever registered there.
    place_sum.spam_count::BIGINT     AS spam_count,        -- Of those, judged spam.
    place_sum.span_hours::BIGINT     AS span_hours         -- From the first hour with a registration there to the last.
FROM around
INNER JOIN place_sum
    ON around.kind = place_sum.kind AND around.place_id = place_sum.place_id
