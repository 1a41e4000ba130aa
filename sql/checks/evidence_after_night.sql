/*
title = "Evidence lies after the end of the night"
*/
SELECT
    event.account_id            AS account_id, -- Who is flagged.
    event.rule::VARCHAR         AS rule,       -- By which rule.
    event.event_at::TIMESTAMPTZ AS event_at    -- When the event was.
FROM evidence.event
INNER JOIN staging.night
    ON event.event_at >= night.day_end_at
