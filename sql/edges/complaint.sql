/*
title = "One row per complainer, reported account and kind of complaint on the date"
why   = "Investigators follow a flagged account to the accounts that reported or blocked it."
*/
SELECT
    report.reporter_id                   AS source_id,   -- The complainer.
    report.reported_id                   AS target_id,   -- The account reported or blocked.
    (CASE report.kind
        WHEN 'block' THEN 'blocked'
        ELSE 'reported'
    END)::VARCHAR                        AS relation,    -- reported or blocked.
    count(*)::BIGINT                     AS event_count, -- Number of events.
    min(report.reported_at)::TIMESTAMPTZ AS first_at,    -- Time of the first.
    max(report.reported_at)::TIMESTAMPTZ AS last_at      -- Time of the last.
FROM staging.report
INNER JOIN staging.night
    ON report.date = night.date
WHERE report.reporter_id <> report.reported_id
GROUP BY report.reporter_id, report.reported_id, report.kind
