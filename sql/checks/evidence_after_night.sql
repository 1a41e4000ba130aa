/*
title = "Evidence lies after the end of the night"
why   = "A night that used later events could not be reproduced, and its reasons would cite events unknown at the time."
*/
SELECT
    event.account_id            AS account_id, -- The flagged account.
    event.rule::VARCHAR         AS rule,       -- The rule.
    event.event_at::TIMESTAMPTZ AS event_at    -- Time of the event.
FROM evidence.event
INNER JOIN staging.night
    ON event.event_at >= night.day_end_at
