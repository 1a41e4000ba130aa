/*
title = "One row per one-to-one message to another account, of an account that sends many"
why   = "Sorting all messages to find bursts is slow, and only a busy account can have a burst."
log   = "message_edges"

[sliding]
seconds = 15
total   = "message_count"

[params.min_count]
default = 100
unit    = "messages"
help    = "Accounts with fewer one-to-one messages on the date and the day before are left out."
*/
WITH busy AS (
    SELECT account_day.account_id
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date >= night.date - INTERVAL 1 DAY
    GROUP BY account_day.account_id
    HAVING sum(account_day.message_count - account_day.group_message_count) >= $min_count
)

SELECT
    message_edge.sender_id             AS account_id,    -- The sender.
    message_edge.recipient_id          AS other_id,      -- The recipient.
    message_edge.sent_at::TIMESTAMPTZ  AS event_at,      -- Time of sending.
    message_edge.message_count::BIGINT AS message_count, -- Number of messages.
    message_edge.event_id              AS event_id       -- The event's id in the log.
FROM staging.message_edge
INNER JOIN busy
    ON message_edge.sender_id = busy.account_id
CROSS JOIN staging.night
WHERE message_edge.recipient_id <> message_edge.sender_id AND night.message_resolution_seconds <= 15
