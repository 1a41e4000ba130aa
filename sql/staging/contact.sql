/*
title = "Changes of address books, judged"
*/
SELECT
    file_index::INTEGER              AS file_index,   -- Which file of the partition.
    row_number::BIGINT               AS row_number,   -- Which data row of the file, from 1.
    raw::VARCHAR                     AS raw,          -- The contract's columns as they stand in the file, as JSON.
    owner_id                         AS owner_id,     -- Whose address book it is.
    contact_id                       AS contact_id,   -- Whom it lists.
    coalesce(change, 'add')::VARCHAR AS change,       -- add or remove.
    CASE
        WHEN unreadable IS NOT NULL THEN unreadable
        WHEN byte_count > 1048576 THEN 'row over 1 MB'
        WHEN owner_id IS NULL THEN 'owner_id is null'
        WHEN contact_id IS NULL THEN 'contact_id is null'
        WHEN change NOT IN ('add', 'remove') THEN 'unknown change'
    END::VARCHAR                     AS reject_reason -- Why the row is not taken; null: it is.
FROM input.contact
