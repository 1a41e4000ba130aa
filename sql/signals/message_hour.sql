/*
title = "The hours of the clock in which an account wrote"
*/
WITH busy_hour AS (
    SELECT
        message_edge.sender_id                  AS account_id,
        extract(HOUR FROM message_edge.sent_at) AS hour,
        sum(message_edge.message_count)         AS message_count
    FROM staging.message_edge
    INNER JOIN staging.night
        ON message_edge.date = night.date AND night.message_resolution_seconds <= 3600
    GROUP BY message_edge.sender_id, extract(HOUR FROM message_edge.sent_at)
),

total AS (
    SELECT
        account_id,
        count(*)                                                           AS hour_count,
        sum(message_count)                                                 AS message_count,
        max(message_count)                                                 AS fullest_count,
        sum(round(message_count * log2(message_count), 6)::DECIMAL(24, 6)) AS weighted_total
    FROM busy_hour
    GROUP BY account_id
),

entropy AS (
    -- In bits, with the correction of Miller and Madow (1955) for hours seen by chance alone: (hours - 1) / (2 n ln 2).
    SELECT
        account_id,
        hour_count,
        message_count,
        fullest_count,
        CASE
            WHEN hour_count = 1 THEN 0
            ELSE
                least(
                    1,
                    round(
                        (
                            log2(message_count) - weighted_total / nullif(message_count, 0)
                            + 0.7213475204444817 * (hour_count - 1) / nullif(message_count, 0)
                        ) / nullif(log2(least(message_count, 24)), 0),
                        6
                    )
                )
        END AS share
    FROM total
)

SELECT
    account_id                                            AS account_id,
    hour_count::BIGINT                                    AS message_hour_count,         -- [messages] Hours of the date in which it wrote. Null: no messages, or the log sums up longer spans.
    (fullest_count / nullif(message_count, 0))::DOUBLE    AS message_fullest_hour_share, -- [messages] Of the messages on the date, the share in the fullest hour of the clock. Null: as message_hour_count.
    (CASE WHEN message_count >= 2 THEN share END)::DOUBLE AS message_hour_entropy_share  -- [messages] Entropy of the hours of its messages (Miller-Madow) / the most that so many can have; near 1: around the clock. Null: fewer than two messages, or the log sums up longer spans.
FROM entropy
