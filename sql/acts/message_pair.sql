/*
title = "Who wrote to whom, one to one, on the date and the day before"
*/
SELECT
    message_edge.sender_id
        AS account_id,       -- Who wrote.
    message_edge.recipient_id
        AS other_id,         -- To whom.
    coalesce(sum(CASE WHEN message_edge.date = night.date THEN message_edge.message_count END), 0)::BIGINT
        AS message_count,    -- How many messages on the date; 0: only on the day before.
    min(message_edge.sent_at)::TIMESTAMPTZ
        AS first_at,         -- When first.
    min(CASE WHEN message_edge.date = night.date THEN message_edge.sent_at END)::TIMESTAMPTZ
        AS first_on_date_at, -- When first on the date; null: not on it.
    max(message_edge.sent_at)::TIMESTAMPTZ
        AS last_at           -- When last.
FROM staging.message_edge
INNER JOIN staging.night
    ON message_edge.sent_at >= night.day_start_at - INTERVAL 1 DAY
WHERE message_edge.recipient_id <> message_edge.sender_id
GROUP BY message_edge.sender_id, message_edge.recipient_id
