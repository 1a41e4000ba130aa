/*
title = "Messages from the message log, with the reason a row is rejected"
why   = "Spam also goes out as one-to-one messages and forwards; all message signals start from these rows."
*/
SELECT
    file_index::INTEGER                  AS file_index,    -- Index of the file in the partition.
    row_number::BIGINT                   AS row_number,    -- Number of the data row in the file, from 1.
    raw::VARCHAR                         AS raw,           -- The contract's columns as written in the file, as JSON.
    sent_at::TIMESTAMPTZ                 AS sent_at,       -- Time of sending.
    sender_id                            AS sender_id,     -- The sender.
    recipient_id                         AS recipient_id,  -- The recipient; null: a message to a group.
    group_id                             AS group_id,      -- The group; null: a message to one account.
    coalesce(message_count, 1)::BIGINT   AS message_count, -- Number of messages that the row stands for.
    coalesce(is_forward, FALSE)::BOOLEAN AS is_forward,    -- True where the messages were forwarded.
    event_id::VARCHAR                    AS event_id,      -- The event's id in the log.
    CASE
        WHEN unreadable IS NOT NULL THEN unreadable
        WHEN byte_count > 1048576 THEN 'row over 1 MB'
        WHEN sent_at IS NULL THEN 'sent_at is null'
        WHEN sender_id IS NULL THEN 'sender_id is null'
        WHEN recipient_id IS NULL AND group_id IS NULL THEN 'neither recipient_id nor group_id'
        WHEN recipient_id IS NOT NULL AND group_id IS NOT NULL THEN 'both recipient_id and group_id'
        WHEN message_count < 1 THEN 'message_count below 1'
        WHEN
            sent_at < $date::DATE::TIMESTAMPTZ OR sent_at >= ($date::DATE + INTERVAL 1 DAY)::TIMESTAMPTZ
            THEN 'sent_at outside the day of the partition'
    END::VARCHAR                         AS reject_reason  -- Why the row is rejected; null: the row is loaded.
FROM input.message_edge
