/*
title = "One row per one-to-one message that an account sent in its first hour"
why   = "A script sends as soon as its account exists; a person first has to find somebody to write to."
log   = "message_edges"

[sliding]
seconds      = 15
total        = "message_count"
opens_until  = "opens_until_at"

[params.first_hours]
default = 1
unit    = "hours"
help    = "Greatest age of the account at the start of a window."
*/
SELECT
    fresh_sent.account_id                                                    AS account_id,    -- The sender.
    fresh_sent.other_id                                                      AS other_id,      -- The recipient.
    fresh_sent.event_at::TIMESTAMPTZ                                         AS event_at,      -- Time of sending.
    fresh_sent.message_count::BIGINT                                         AS message_count, -- Number of messages.
    fresh_sent.event_id                                                      AS event_id,      -- The event's id in the log.
    (fresh_sent.registered_at + $first_hours * INTERVAL 1 HOUR)::TIMESTAMPTZ AS opens_until_at -- Last time at which a window may begin.
FROM acts.fresh_sent
CROSS JOIN staging.night
WHERE
    fresh_sent.event_at < fresh_sent.registered_at + $first_hours * INTERVAL 1 HOUR + INTERVAL 1 MINUTE
    AND night.message_resolution_seconds <= 15
