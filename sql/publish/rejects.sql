/*
title = "One row per input row that was rejected"
why   = "The owner of a log needs the file, the row and the reason to correct an export."
*/
SELECT
    reject.log::VARCHAR       AS log,        -- The log.
    reject.file::VARCHAR      AS file,       -- Path of the file below the input folder.
    reject.row_number::BIGINT AS row_number, -- Number of the data row in the file, from 1; null: not known.
    reject.reason::VARCHAR    AS reason,     -- Why the row was rejected.
    reject.raw::VARCHAR       AS raw         -- The contract's columns of the row, as JSON, at most 1,000 characters.
FROM staging.reject
INNER JOIN staging.night
    ON reject.date = night.date
