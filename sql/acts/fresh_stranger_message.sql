/*
title = "One-to-one messages of fresh accounts to those who do not, or cannot be known to, list them"
log   = "message_edges"

[sliding]
seconds     = 86400
distinct    = ["other_id"]
opens_until = "opens_until_at"
*/
WITH reply AS (
    SELECT
        message_edge.recipient_id AS account_id,
        message_edge.sender_id    AS other_id,
        max(message_edge.sent_at) AS replied_at
    FROM staging.message_edge
    INNER JOIN acts.fresh_account
        ON message_edge.recipient_id = fresh_account.account_id
    GROUP BY message_edge.recipient_id, message_edge.sender_id
)

SELECT
    message_edge.sender_id                                               AS account_id,    -- Who wrote.
    message_edge.recipient_id                                            AS other_id,      -- To whom.
    message_edge.sent_at::TIMESTAMPTZ                                    AS event_at,      -- When.
    message_edge.message_count::BIGINT                                   AS message_count, -- How many messages.
    message_edge.event_id::VARCHAR                                       AS event_id,      -- The log's own name of the event.
    coalesce(reply.replied_at > message_edge.sent_at, FALSE)::BOOLEAN    AS is_answered,   -- Whether the other wrote back since.
    (fresh_account.fresh_until_at - INTERVAL 1 MICROSECOND)::TIMESTAMPTZ AS opens_until_at -- The last instant at which a window may begin.
FROM staging.message_edge
INNER JOIN acts.fresh_account
    ON message_edge.sender_id = fresh_account.account_id
INNER JOIN acts.acquaintance
    ON message_edge.sender_id = acquaintance.account_id AND message_edge.recipient_id = acquaintance.other_id
LEFT JOIN reply
    ON message_edge.sender_id = reply.account_id AND message_edge.recipient_id = reply.other_id
WHERE
    message_edge.sent_at >= fresh_account.registered_at
    AND NOT coalesce(acquaintance.known_from_at < message_edge.sent_at, FALSE)
