/*
title = "A sample of the one-to-one recipients of each account and day with at least 30 of them"
why   = "Only earlier days show whether a service still writes to its customers or suddenly to strangers."
*/
WITH pair AS (
    SELECT DISTINCT
        message_edge.sender_id    AS account_id,
        message_edge.recipient_id AS target_id
    FROM staging.message_edge
    INNER JOIN history.account_day
        ON message_edge.date = account_day.date AND message_edge.sender_id = account_day.account_id
    WHERE
        message_edge.date = $date::DATE
        AND message_edge.recipient_id <> message_edge.sender_id
        AND account_day.recipient_count >= 30
),

ranked AS (
    -- The digest of the id as text gives the same sample in every warehouse; the numbers of ids differ.
    SELECT
        pair.account_id,
        pair.target_id,
        row_number() OVER (PARTITION BY pair.account_id ORDER BY md5(account_name.name)) AS place
    FROM pair
    INNER JOIN staging.account_name
        ON pair.target_id = account_name.account_id
)

SELECT
    account_id AS account_id, -- The sender.
    target_id  AS target_id   -- The recipient; 100 of them, if the day has more.
FROM ranked
WHERE place <= 100
