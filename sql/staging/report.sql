/*
title = "Reports and blocks from the reports log, with the reason a row is rejected"
why   = "A report or a block is the clearest sign that a target did not want to be approached."
*/
SELECT
    file_index::INTEGER               AS file_index,   -- Index of the file in the partition.
    row_number::BIGINT                AS row_number,   -- Number of the data row in the file, from 1.
    raw::VARCHAR                      AS raw,          -- The contract's columns as written in the file, as JSON.
    reported_at::TIMESTAMPTZ          AS reported_at,  -- Time of the report or block.
    reporter_id                       AS reporter_id,  -- The complainer: the account that reported or blocked.
    reported_id                       AS reported_id,  -- The account reported or blocked.
    coalesce(kind, 'report')::VARCHAR AS kind,         -- report or block.
    group_id                          AS group_id,     -- The group in which it happened; null: not given.
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
    END::VARCHAR                      AS reject_reason -- Why the row is rejected; null: the row is loaded.
FROM input.report
