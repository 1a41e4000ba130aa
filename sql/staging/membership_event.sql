/*
title = "Events from the membership log, with the reason a row is rejected"
why   = "Group spam happens as adds, invites and group creations; all signals about groups start from these rows."
*/
SELECT
    file_index::INTEGER   AS file_index,   -- Index of the file in the partition.
    row_number::BIGINT    AS row_number,   -- Number of the data row in the file, from 1.
    raw::VARCHAR          AS raw,          -- The contract's columns as written in the file, as JSON.
    event_at::TIMESTAMPTZ AS event_at,     -- Time of the event.
    group_id              AS group_id,     -- The group.
    actor_id              AS actor_id,     -- The account that acted; null: the system.
    account_id            AS account_id,   -- The account whose membership changed.
    action::VARCHAR       AS action,       -- create, add, remove, promote, demote, join, leave, invite, accept or decline.
    event_id::VARCHAR     AS event_id,     -- The event's id in the log.
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
    END::VARCHAR          AS reject_reason -- Why the row is rejected; null: the row is loaded.
FROM input.membership_event
