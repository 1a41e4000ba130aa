/*
title = "Messages, judged"
*/
SELECT
    file_index::INTEGER                  AS file_index,    -- Which file of the partition.
    row_number::BIGINT                   AS row_number,    -- Which data row of the file, from 1.
    raw::VARCHAR                         AS raw,           -- The contract's columns as they stand in the file, as JSON.
    sent_at::TIMESTAMPTZ                 AS sent_at,       -- When.
    sender_id                            AS sender_id,     -- Who wrote.
    recipient_id                         AS recipient_id,  -- To whom; null: to a group.
    group_id                             AS group_id,      -- To which group; null: to one account.
    coalesce(message_count, 1)::BIGINT   AS message_count, -- How many messages the row stands for.
    coalesce(is_forward, FALSE)::BOOLEAN AS is_forward,    -- Whether they were forwarded.
    event_id::VARCHAR                    AS event_id,      -- The log's own name of the event.
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
    END::VARCHAR                         AS reject_reason  -- Why the row is not taken; null: it is.
FROM input.message_edge
