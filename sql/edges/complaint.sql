/*
title = "Who reported or blocked whom on the date"
*/
SELECT
    report.reporter_id                   AS source_id,   -- Who complains.
    report.reported_id                   AS target_id,   -- About whom.
    (CASE report.kind
        WHEN 'block' THEN 'blocked'
        ELSE 'reported'
    END)::VARCHAR                        AS relation,    -- reported or blocked.
    count(*)::BIGINT                     AS event_count, -- How often.
    min(report.reported_at)::TIMESTAMPTZ AS first_at,    -- When first.
    max(report.reported_at)::TIMESTAMPTZ AS last_at      -- When last.
FROM staging.report
INNER JOIN staging.night
    ON report.date = night.date
WHERE report.reporter_id <> report.reported_id
GROUP BY report.reporter_id, report.reported_id, report.kind
