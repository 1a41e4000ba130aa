/*
title = "Reports and blocks, judged"
*/
SELECT
    file_index::INTEGER               AS file_index,   -- Which file of the partition.
    row_number::BIGINT                AS row_number,   -- Which data row of the file, from 1.
    raw::VARCHAR                      AS raw,          -- The contract's columns as they stand in the file, as JSON.
    reported_at::TIMESTAMPTZ          AS reported_at,  -- When.
    reporter_id                       AS reporter_id,  -- Who complains.
    reported_id                       AS reported_id,  -- About whom.
    coalesce(kind, 'report')::VARCHAR AS kind,         -- report or block.
    group_id                          AS group_id,     -- In which group, if in one.
    CASE
        WHEN unreadable IS NOT NULL THEN unreadable
        WHEN byte_count > 1048576 THEN 'row over 1 MB'
        WHEN reported_at IS NULL THEN 'reported_at is null'
        WHEN reporter_id IS NULL THEN 'reporter_id is null'
        WHEN reported_id IS NULL THEN 'reported_id is null'
        WHEN kind NOT IN ('report', 'block') THEN 'unknown kind'
        WHEN
            reported_at < $date::DATE::TIMESTAMPTZ OR reported_at >= ($date::DATE + INTERVAL 1 DAY)::TIMESTAMPTZ
            THEN 'reported_at outside the day of the partition'
    END::VARCHAR                      AS reject_reason -- Why the row is not taken; null: it is.
FROM input.report
