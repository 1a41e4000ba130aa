/*
title    = "Accounts of the same place or hour that approach strangers on the date and get no answer"
why      = "Thirty accounts of one number range, or asleep until the same hour, that do the same have one operator."
rests_on = ["contacts", "unknown"]
act      = "stranger_add"
*/
WITH place AS (
    SELECT
        'device'  AS kind,
        device_id AS place,
        count(*)  AS account_count
    FROM staging.registration
    WHERE device_id IS NOT NULL
    GROUP BY device_id
    UNION ALL
    SELECT
        'network'  AS kind,
        network_id AS place,
        count(*)   AS account_count
    FROM staging.registration
    WHERE network_id IS NOT NULL
    GROUP BY network_id
    UNION ALL
    SELECT
        'prefix'     AS kind,
        phone_prefix AS place,
        count(*)     AS account_count
    FROM staging.registration
    WHERE phone_prefix IS NOT NULL
    GROUP BY phone_prefix
),

sender AS (
    SELECT
        account_id,
        'device'  AS kind,
        device_id AS place
    FROM acts.cold_sender
    UNION ALL
    SELECT
        account_id,
        'network'  AS kind,
        network_id AS place
    FROM acts.cold_sender
    UNION ALL
    SELECT
        account_id,
        'prefix'     AS kind,
        phone_prefix AS place
    FROM acts.cold_sender
),

overall AS (
    SELECT (SELECT count(*) FROM acts.cold_sender) / nullif((SELECT count(*) FROM staging.registration), 0) AS sender_share
),

busy AS (
    SELECT
        sender.kind,
        sender.place,
        count(*)                                        AS sender_count,
        max(place.account_count)                        AS account_count,
        max(place.account_count * overall.sender_share) AS expected_count
    FROM sender
    CROSS JOIN overall
    INNER JOIN place
        ON sender.kind = place.kind AND sender.place = place.place
    GROUP BY sender.kind, sender.place
),

-- Chernoff bound of the Poisson distribution: P(at least k) <= exp(k - m - k ln(k / m)) for k > m.
ranked AS (
    SELECT
        sender.account_id,
        busy.sender_count,
        busy.sender_count / busy.account_count AS sender_share,
        CASE
            WHEN busy.sender_count > busy.expected_count
                THEN
                    (busy.sender_count * ln(busy.sender_count / busy.expected_count) - busy.sender_count + busy.expected_count)
                    / ln(10)
            ELSE 0
        END                                    AS surprise
    FROM sender
    INNER JOIN busy
        ON sender.kind = busy.kind AND sender.place = busy.place
),

placed AS (
    SELECT
        account_id,
        sender_count,
        sender_share,
        surprise,
        row_number() OVER (PARTITION BY account_id ORDER BY surprise DESC, sender_share DESC, sender_count DESC) AS rank
    FROM ranked
),

near AS (
    SELECT
        account_id,
        count(*) OVER (
            ORDER BY unix_micros(first_at)
            RANGE BETWEEN 1800000000 PRECEDING AND 1800000000 FOLLOWING
        )                AS near_count,
        count(*) OVER () AS total_count
    FROM acts.cold_sender
    WHERE is_awakened
),

awakened AS (
    -- The hour around the account, against the other 23 hours; half an account more keeps the rate above 0.
    SELECT
        account_id,
        near_count,
        (total_count - near_count + 0.5) / 23 AS expected_count
    FROM near
)

SELECT
    cold_sender.account_id
        AS account_id,
    placed.sender_count::BIGINT
        AS cohort_place_count,    -- [cohort] Accounts registered on its device, on its network or with its phone prefix that each approached several strangers on the date and got few answers, itself included; of the three, the most improbable. Null: the account did not do so, or no place is given.
    placed.sender_share::DOUBLE
        AS cohort_place_share,    -- [cohort] Share of them among all accounts registered there. Null: as cohort_place_count.
    round(placed.surprise, 3)::DOUBLE
        AS cohort_place_log10,    -- [cohort] -log10 of P(at least so many of the accounts registered there), from the share of such accounts in the whole night (Chernoff bound, Poisson). Null: as cohort_place_count.
    awakened.near_count::BIGINT
        AS cohort_awakened_count, -- [cohort] Accounts without any activity on earlier days that began to approach strangers within half an hour of it, itself included. Null: the account did not, was active before, or is younger than 30 days.
    (
        CASE
            WHEN awakened.near_count > awakened.expected_count
                THEN
                    round(
                        (
                            awakened.near_count * ln(awakened.near_count / awakened.expected_count)
                            - awakened.near_count + awakened.expected_count
                        ) / ln(10),
                        3
                    )
            WHEN awakened.near_count IS NOT NULL THEN 0
        END
    )::DOUBLE
        AS cohort_awakened_log10  -- [cohort] -log10 of P(at least so many within an hour), from the other hours of the date (Chernoff bound, Poisson). Null: as cohort_awakened_count.
FROM acts.cold_sender
LEFT JOIN placed
    ON cold_sender.account_id = placed.account_id AND placed.rank = 1
LEFT JOIN awakened
    ON cold_sender.account_id = awakened.account_id
