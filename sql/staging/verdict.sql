/*
title = "What people decided, judged"
*/
SELECT
    file_index::INTEGER     AS file_index,   -- Which file of the partition.
    row_number::BIGINT      AS row_number,   -- Which data row of the file, from 1.
    raw::VARCHAR            AS raw,          -- The contract's columns as they stand in the file, as JSON.
    account_id              AS account_id,   -- About whom.
    verdict::VARCHAR        AS verdict,      -- spam or legitimate.
    decided_at::TIMESTAMPTZ AS decided_at,   -- When.
    source::VARCHAR         AS source,       -- Who or what decided.
    CASE
        WHEN unreadable IS NOT NULL THEN unreadable
        WHEN byte_count > 1048576 THEN 'row over 1 MB'
        WHEN account_id IS NULL THEN 'account_id is null'
        WHEN verdict IS NULL THEN 'verdict is null'
        WHEN verdict NOT IN ('spam', 'legitimate') THEN 'unknown verdict'
        WHEN decided_at IS NULL THEN 'decided_at is null'
        WHEN
            decided_at >= ($date::DATE + INTERVAL 1 DAY)::TIMESTAMPTZ
            THEN 'decided_at after the day of the partition'
    END::VARCHAR            AS reject_reason -- Why the row is not taken; null: it is.
FROM input.verdict
