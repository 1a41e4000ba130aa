/*
title = "Who wrote to whom, one to one, on the date"
*/
SELECT
    message_edge.sender_id                  AS source_id,   -- Who wrote.
    message_edge.recipient_id               AS target_id,   -- To whom.
    'messaged'::VARCHAR                     AS relation,    -- messaged.
    sum(message_edge.message_count)::BIGINT AS event_count, -- How many messages.
    min(message_edge.sent_at)::TIMESTAMPTZ  AS first_at,    -- When first.
    max(message_edge.sent_at)::TIMESTAMPTZ  AS last_at      -- When last.
FROM staging.message_edge
INNER JOIN staging.night
    ON message_edge.date = night.date
WHERE message_edge.recipient_id <> message_edge.sender_id
GROUP BY message_edge.sender_id, message_edge.recipient_id
