/*
title = "Group membership events, judged"
*/
SELECT
    file_index::INTEGER   AS file_index,   -- Which file of the partition.
    row_number::BIGINT    AS row_number,   -- Which data row of the file, from 1.
    raw::VARCHAR          AS raw,          -- The contract's columns as they stand in the file, as JSON.
    event_at::TIMESTAMPTZ AS event_at,     -- When.
    group_id              AS group_id,     -- Which group.
    actor_id              AS actor_id,     -- Who did it; null: the system.
    account_id            AS account_id,   -- Whose membership it is.
    action::VARCHAR       AS action,       -- What was done.
    event_id::VARCHAR     AS event_id,     -- The log's own name of the event.
    CASE
        WHEN unreadable IS NOT NULL THEN unreadable
        WHEN byte_count > 1048576 THEN 'row over 1 MB'
        WHEN event_at IS NULL THEN 'event_at is null'
        WHEN group_id IS NULL THEN 'group_id is null'
        WHEN account_id IS NULL THEN 'account_id is null'
        WHEN action IS NULL THEN 'action is null'
        WHEN
            action NOT IN (
                'create', 'add', 'remove', 'promote', 'demote', 'join', 'leave', 'invite', 'accept', 'decline'
            )
            THEN 'unknown action'
        WHEN
            event_at < $date::DATE::TIMESTAMPTZ OR event_at >= ($date::DATE + INTERVAL 1 DAY)::TIMESTAMPTZ
            THEN 'event_at outside the day of the partition'
    END::VARCHAR          AS reject_reason -- Why the row is not taken; null: it is.
FROM input.membership_event
