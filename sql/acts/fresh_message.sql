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
    message_edge.sender_id                                                      AS account_id,    -- Who wrote.
    message_edge.recipient_id                                                   AS other_id,      -- To whom.
    message_edge.sent_at::TIMESTAMPTZ                                           AS event_at,      -- When.
    message_edge.message_count::BIGINT                                          AS message_count, -- How many messages.
    message_edge.event_id::VARCHAR                                              AS event_id,      -- The log's own name of the event.
    (fresh_account.registered_at + $first_hours * INTERVAL 1 HOUR)::TIMESTAMPTZ AS opens_until_at -- The last instant at which a window may begin.
FROM staging.message_edge
INNER JOIN acts.fresh_account
    ON message_edge.sender_id = fresh_account.account_id
CROSS JOIN staging.night
WHERE
    message_edge.recipient_id IS NOT NULL
    AND message_edge.sent_at >= fresh_account.registered_at
    AND message_edge.sent_at < fresh_account.registered_at + $first_hours * INTERVAL 1 HOUR + INTERVAL 1 MINUTE
    AND night.message_resolution_seconds <= 15
