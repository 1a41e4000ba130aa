/*
title = "One row per one-to-one message from a fresh account to a stranger (contacts unknown included)"
why   = "A new account that writes to friends is normal; one that writes to hundreds of strangers is not."
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
    fresh_sent.account_id                                             AS account_id,    -- The sender.
    fresh_sent.other_id                                               AS other_id,      -- The recipient.
    fresh_sent.event_at::TIMESTAMPTZ                                  AS event_at,      -- Time of sending.
    fresh_sent.message_count::BIGINT                                  AS message_count, -- Number of messages.
    fresh_sent.event_id                                               AS event_id,      -- The event's id in the log.
    acquaintance.is_known::BOOLEAN                                    AS is_known,      -- True where the target's contacts are known.
    coalesce(reply.replied_at > fresh_sent.event_at, FALSE)::BOOLEAN  AS is_answered,   -- True where the recipient has since replied.
    (fresh_sent.fresh_until_at - INTERVAL 1 MICROSECOND)::TIMESTAMPTZ AS opens_until_at -- Last time at which a window may begin.
FROM acts.fresh_sent
INNER JOIN acts.acquaintance
    ON fresh_sent.account_id = acquaintance.account_id AND fresh_sent.other_id = acquaintance.other_id
LEFT JOIN reply
    ON fresh_sent.account_id = reply.account_id AND fresh_sent.other_id = reply.other_id
WHERE NOT coalesce(acquaintance.known_from_at < fresh_sent.event_at, FALSE)
