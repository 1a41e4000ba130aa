/*
title = "The night: its date, and what it has to go by"

[params.patience_hours]
default = 2
unit    = "hours"
help    = "Whoever was approached later before the end of the date had no time to respond."
*/
SELECT
    $date::DATE                                 AS date,                      -- The UTC day that is judged.
    $date::DATE::TIMESTAMPTZ                    AS day_start_at,              -- Its first instant.
    ($date::DATE + INTERVAL 1 DAY)::TIMESTAMPTZ AS day_end_at,                -- The first instant after it: nothing later is known.
    (
        $date::DATE + INTERVAL 1 DAY - $patience_hours * INTERVAL 1 HOUR
    )::TIMESTAMPTZ                              AS deadline_at,               -- Whoever was approached from here on has had no time to respond.
    $has_accounts::BOOLEAN                      AS has_accounts,              -- Whether there is an accounts log.
    $has_contacts::BOOLEAN                      AS has_contacts,              -- Whether there is a contacts log; without one contacts are inferred.
    $has_reports::BOOLEAN                       AS has_reports,               -- Whether there is a reports log.
    $message_resolution_seconds::BIGINT         AS message_resolution_seconds -- The span that one row of message_edges sums up; 0: a row an event.
