/*
title = "Address book changes from the contacts log, with the reason a row is rejected"
why   = "A ban may depend on who has whom as a contact; a broken row must not look like a missing contact."
*/
SELECT
    file_index::INTEGER              AS file_index,   -- Index of the file in the partition.
    row_number::BIGINT               AS row_number,   -- Number of the data row in the file, from 1.
    raw::VARCHAR                     AS raw,          -- The contract's columns as written in the file, as JSON.
    owner_id                         AS owner_id,     -- Owner of the address book.
    contact_id                       AS contact_id,   -- Account in the address book.
    coalesce(change, 'add')::VARCHAR AS change,       -- add or remove: the entry was added or removed.
    CASE
        WHEN unreadable IS NOT NULL THEN unreadable
        WHEN byte_count > 1048576 THEN 'row over 1 MB'
        WHEN owner_id IS NULL THEN 'owner_id is null'
        WHEN contact_id IS NULL THEN 'contact_id is null'
        WHEN change NOT IN ('add', 'remove') THEN 'unknown change'
    END::VARCHAR                     AS reject_reason -- Why the row is rejected; null: the row is loaded.
FROM input.contact
