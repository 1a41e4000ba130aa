/*
title = "The night: its date, and what it has to go by"
*/
SELECT
    $date::DATE                                 AS date,                      -- The UTC day that is judged.
    $date::DATE::TIMESTAMPTZ                    AS day_start_at,              -- Its first instant.
    ($date::DATE + INTERVAL 1 DAY)::TIMESTAMPTZ AS day_end_at,                -- The first instant after it: nothing later is known.
    $has_accounts::BOOLEAN                      AS has_accounts,              -- Whether there is an accounts log.
    $has_contacts::BOOLEAN                      AS has_contacts,              -- Whether there is a contacts log; without one contacts are inferred.
    $has_reports::BOOLEAN                       AS has_reports,               -- Whether there is a reports log.
    $message_resolution_seconds::BIGINT         AS message_resolution_seconds -- The span that one row of message_edges sums up; 0: a row an event.
