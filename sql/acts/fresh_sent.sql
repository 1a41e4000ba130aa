/*
title = "One row per one-to-one message of a fresh account to another account"
why   = "Two detectors of message spam and the contact lookup need these rows; the join is done once."
*/
SELECT
    message_edge.sender_id                    AS account_id,    -- The sender.
    message_edge.recipient_id                 AS other_id,      -- The recipient.
    message_edge.sent_at::TIMESTAMPTZ         AS event_at,      -- Time of sending.
    message_edge.message_count::BIGINT        AS message_count, -- Number of messages.
    message_edge.event_id                     AS event_id,      -- The event's id in the log.
    fresh_account.registered_at::TIMESTAMPTZ  AS registered_at, -- Time at which the sender was registered.
    fresh_account.fresh_until_at::TIMESTAMPTZ AS fresh_until_at -- Time at which the account stops being fresh.
FROM staging.message_edge
INNER JOIN acts.fresh_account
    ON message_edge.sender_id = fresh_account.account_id
WHERE message_edge.recipient_id <> message_edge.sender_id AND message_edge.sent_at >= fresh_account.registered_at
