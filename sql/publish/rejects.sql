/*
title = "Input rows that were not taken"
*/
SELECT
    reject.log::VARCHAR       AS log,        -- Which log.
    reject.file::VARCHAR      AS file,       -- Which file, below the input.
    reject.row_number::BIGINT AS row_number, -- Which data row of the file, from 1; null: not known.
    reject.reason::VARCHAR    AS reason,     -- Why.
    reject.raw::VARCHAR       AS raw         -- The contract's columns of the row, as JSON, at most 1,000 characters.
FROM staging.reject
INNER JOIN staging.night
    ON reject.date = night.date
