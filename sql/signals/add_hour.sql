/*
title = "Hours of the day in which an account adds others"
why   = "Adding strangers around the clock, or while the account's country sleeps, points to a script or a shift team."
act   = "stranger_add"

[params.min_count]
default = 240
unit    = "hours"
help    = "With fewer hours of adding, summed over all accounts of a country, its night is not known."
least   = 1
*/
WITH busy_hour AS (
    SELECT
        add.account_id,
        extract(HOUR FROM add.event_at) AS hour,
        count(*)                        AS add_count
    FROM acts.add
    INNER JOIN staging.night
        ON add.event_at >= night.day_start_at
    GROUP BY add.account_id, extract(HOUR FROM add.event_at)
),

country_hour AS (
    SELECT
        busy_hour.account_id,
        busy_hour.add_count,
        count(*) OVER (PARTITION BY registration.phone_country, busy_hour.hour) AS hour_count,
        count(*) OVER (PARTITION BY registration.phone_country)                 AS total_count
    FROM busy_hour
    LEFT JOIN staging.registration
        ON busy_hour.account_id = registration.account_id
),

total AS (
    SELECT
        account_id,
        count(*)                                                    AS hour_count,
        sum(add_count)                                              AS add_count,
        max(add_count)                                              AS fullest_count,
        sum(round(add_count * log2(add_count), 6)::DECIMAL(24, 6))  AS weighted_total,
        -- Night hours have fewer than a third of the adders of the mean hour (of 24).
        sum(add_count) FILTER (WHERE 72 * hour_count < total_count) AS night_count,
        max(total_count)                                            AS country_count
    FROM country_hour
    GROUP BY account_id
),

entropy AS (
    -- In bits, with the small-sample correction of Miller and Madow (1955): (hours - 1) / (2 n ln 2).
    SELECT
        account_id,
        hour_count,
        add_count,
        fullest_count,
        CASE WHEN country_count >= $min_count THEN coalesce(night_count, 0) END AS night_count,
        CASE
            WHEN hour_count = 1 THEN 0
            ELSE
                least(
                    1,
                    round(
                        (
                            log2(add_count) - weighted_total / nullif(add_count, 0)
                            + 0.7213475204444817 * (hour_count - 1) / nullif(add_count, 0)
                        ) / nullif(log2(least(add_count, 24)), 0),
                        6
                    )
                )
        END                                                                     AS share
    FROM total
)

SELECT
    account_id                                        AS account_id,
    hour_count::BIGINT                                AS add_hour_count,         -- [adds] Hours of the date in which the account added somebody. Null: no adds.
    (fullest_count / nullif(add_count, 0))::DOUBLE    AS add_fullest_hour_share, -- [adds] Share of the adds on the date that fall into the fullest hour of the day. Null: no adds.
    (CASE WHEN add_count >= 2 THEN share END)::DOUBLE AS add_hour_entropy_share, -- [adds] Entropy of the hours of its adds (Miller-Madow) / the maximum for as many adds; near 1: around the clock. Null: fewer than two adds.
    (night_count / nullif(add_count, 0))::DOUBLE      AS add_night_share         -- [adds] Share of the adds on the date in night hours: hours in which fewer than a third as many accounts of the same phone country add as in the mean hour. Null: no adds, or too few accounts of the country add.
FROM entropy
