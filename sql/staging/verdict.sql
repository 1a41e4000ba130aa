/*
title = "Human verdicts on accounts from the verdicts log, with the reason a row is rejected"
why   = "Verdicts protect innocent accounts from a ban and are the known spam from which other signals learn."
*/
SELECT
    file_index::INTEGER     AS file_index,   -- Index of the file in the partition.
    row_number::BIGINT      AS row_number,   -- Number of the data row in the file, from 1.
    raw::VARCHAR            AS raw,          -- The contract's columns as written in the file, as JSON.
    account_id              AS account_id,   -- The judged account.
    verdict::VARCHAR        AS verdict,      -- spam or legitimate.
    decided_at::TIMESTAMPTZ AS decided_at,   -- Time of the verdict.
    source::VARCHAR         AS source,       -- Person, team or system that decided.
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
    END::VARCHAR            AS reject_reason -- Why the row is rejected; null: the row is loaded.
FROM input.verdict
