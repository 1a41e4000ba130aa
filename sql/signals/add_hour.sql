/*
title = "The hours of the clock in which an account added others"
act   = "stranger_add"
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

total AS (
    SELECT
        account_id,
        count(*)                                                   AS hour_count,
        sum(add_count)                                             AS add_count,
        max(add_count)                                             AS fullest_count,
        sum(round(add_count * log2(add_count), 6)::DECIMAL(24, 6)) AS weighted_total
    FROM busy_hour
    GROUP BY account_id
),

entropy AS (
    -- In bits, with the correction of Miller and Madow (1955) for hours seen by chance alone: (hours - 1) / (2 n ln 2).
    SELECT
        account_id,
        hour_count,
        add_count,
        fullest_count,
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
        END AS share
    FROM total
)

SELECT
    account_id                                        AS account_id,
    hour_count::BIGINT                                AS add_hour_count,         -- [adds] Hours of the date in which it added somebody. Null: no adds.
    (fullest_count / nullif(add_count, 0))::DOUBLE    AS add_fullest_hour_share, -- [adds] Of the adds on the date, the share in the fullest hour of the clock. Null: no adds.
    (CASE WHEN add_count >= 2 THEN share END)::DOUBLE AS add_hour_entropy_share  -- [adds] Entropy of the hours of its adds (Miller-Madow) / the most that so many adds can have; near 1: around the clock. Null: fewer than two adds.
FROM entropy
