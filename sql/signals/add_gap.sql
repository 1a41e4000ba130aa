/*
title = "Pauses between the adds of an account"
why   = "A script adds at an even pace; a person types, searches and hesitates."
act   = "stranger_add"
*/
WITH add_event AS (
    SELECT
        add.account_id,
        unix_micros(add.event_at) - lag(unix_micros(add.event_at)) OVER (
            PARTITION BY add.account_id
            ORDER BY unix_micros(add.event_at)
        ) AS gap
    FROM acts.add
    INNER JOIN staging.night
        ON add.event_at >= night.day_start_at
),

gap_sum AS (
    -- Whole milliseconds keep the sums exact; the square of a day fits into the type.
    SELECT
        account_id,
        count(gap)                                                 AS gap_count,
        median(gap)                                                AS median_gap,
        sum(floor(gap / 1000)::BIGINT)                             AS gap_total,
        sum(floor(gap / 1000)::BIGINT * floor(gap / 1000)::BIGINT) AS square_total
    FROM add_event
    GROUP BY account_id
),

pause AS (
    SELECT
        account_id,
        gap_count,
        median_gap,
        sqrt(greatest(square_total::DOUBLE * gap_count - gap_total::DOUBLE * gap_total::DOUBLE, 0))
        / nullif(gap_total, 0) AS variation
    FROM gap_sum
)

SELECT
    account_id                                                       AS account_id,
    (CASE WHEN gap_count >= 2 THEN median_gap / 1000000 END)::DOUBLE AS add_gap_median_seconds, -- [adds] Median pause between adds on the date. Null: fewer than three adds.
    (CASE WHEN gap_count >= 2 THEN round(variation, 6) END)::DOUBLE  AS add_gap_variation_ratio -- [adds] Standard deviation of those pauses / their mean; near 0: an even pace, like a script's. Null: fewer than three adds, or all at one instant.
FROM pause
