/*
title = "One-to-one messages of accounts in their first hour"
log   = "message_edges"

[sliding]
seconds      = 15
total        = "message_count"
opens_until  = "opens_until_at"

[params.first_hours]
default = 1
unit    = "hours"
help    = "The age up to which a window may begin."
*/
SELECT
    fresh_sent.account_id                                                    AS account_id,    -- Who wrote.
    fresh_sent.other_id                                                      AS other_id,      -- To whom.
    fresh_sent.event_at::TIMESTAMPTZ                                         AS event_at,      -- When.
    fresh_sent.message_count::BIGINT                                         AS message_count, -- How many messages.
    fresh_sent.event_id                                                      AS event_id,      -- The log's own name of the event.
    (fresh_sent.registered_at + $first_hours * INTERVAL 1 HOUR)::TIMESTAMPTZ AS opens_until_at -- The last instant at which a window may begin.
FROM acts.fresh_sent
CROSS JOIN staging.night
WHERE
    fresh_sent.event_at < fresh_sent.registered_at + $first_hours * INTERVAL 1 HOUR + INTERVAL 1 MINUTE
    AND night.message_resolution_seconds <= 15
