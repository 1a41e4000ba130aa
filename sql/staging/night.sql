/*
title = "One row: the date of the night, its limits in time, and which optional logs exist"
why   = "SQL reads no clock, so a night that is run again at any later time gives the same result."

[params.patience_hours]
default = 2
unit    = "hours"
help    = "A target approached later than this before the end of the date had no time to respond."
*/
SELECT
    $date::DATE                                 AS date,                      -- The UTC day of the night.
    $date::DATE::TIMESTAMPTZ                    AS day_start_at,              -- Start of the day.
    ($date::DATE + INTERVAL 1 DAY)::TIMESTAMPTZ AS day_end_at,                -- End of the day (first instant of the next day); no later event is read.
    (
        $date::DATE::TIMESTAMPTZ + INTERVAL 1 DAY - $patience_hours * INTERVAL 1 HOUR
    )::TIMESTAMPTZ                              AS deadline_at,               -- Targets approached from this time on had no time to respond.
    $has_accounts::BOOLEAN                      AS has_accounts,              -- True where the input has an accounts log.
    $has_contacts::BOOLEAN                      AS has_contacts,              -- True where the input has a contacts log; without one, contacts are inferred.
    $has_reports::BOOLEAN                       AS has_reports,               -- True where the input has a reports log.
    $message_resolution_seconds::BIGINT         AS message_resolution_seconds -- Time span that one row of message_edges sums up; 0: one row per message event.
