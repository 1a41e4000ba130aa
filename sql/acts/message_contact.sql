/*
title = "One row per sender and recipient of the date's one-to-one messages, with their relation"
why   = "A reply, a chat with a contact and a cold message look alike in a message count, but only one is suspicious."
sweep = "message_pairs"
*/
WITH pair AS (
    SELECT
        message_edge.sender_id                                                            AS account_id,
        message_edge.recipient_id                                                         AS other_id,
        min(message_edge.sent_at)                                                         AS first_at,
        min(CASE WHEN message_edge.date = night.date THEN message_edge.sent_at END)       AS first_on_date_at,
        max(message_edge.sent_at)                                                         AS last_at,
        sum(CASE WHEN message_edge.date = night.date THEN message_edge.message_count END) AS message_count
    FROM staging.message_edge
    INNER JOIN staging.night
        ON message_edge.sent_at >= night.day_start_at - INTERVAL 1 DAY
    WHERE message_edge.recipient_id <> message_edge.sender_id
    GROUP BY message_edge.sender_id, message_edge.recipient_id
)

SELECT
    pair.account_id                                                               AS account_id,    -- The sender.
    pair.other_id                                                                 AS other_id,      -- The recipient.
    pair.first_on_date_at::TIMESTAMPTZ                                            AS first_at,      -- Time of the first message on the date.
    pair.last_at::TIMESTAMPTZ                                                     AS last_at,       -- Time of the last message.
    pair.message_count::BIGINT                                                    AS message_count, -- Messages on the date.
    (CASE WHEN night.has_contacts THEN owner.owner_id IS NOT NULL END)::BOOLEAN   AS is_known,      -- True where the recipient's contacts are known; null: no contacts log.
    (CASE WHEN night.has_contacts THEN listed.owner_id IS NOT NULL END)::BOOLEAN  AS is_listed,     -- True where the recipient has the sender as a contact; null: no contacts log.
    (CASE WHEN night.has_contacts THEN listing.owner_id IS NOT NULL END)::BOOLEAN AS has_listed,    -- True where the sender has the recipient as a contact; null: no contacts log.
    coalesce(back.first_at < pair.first_on_date_at, FALSE)::BOOLEAN               AS is_reply,      -- True where the recipient had written to the sender before, on the date or the day before.
    coalesce(back.last_at > pair.first_on_date_at, FALSE)::BOOLEAN                AS is_answered,   -- True where the recipient has since replied.
    (back.first_on_date_at IS NOT NULL)::BOOLEAN                                  AS is_returned,   -- True where the recipient also wrote to the sender on the date.
    (
        pair.first_at = pair.first_on_date_at
        AND coalesce(back.first_at > pair.first_at, TRUE)
        AND listed.owner_id IS NULL
        AND listing.owner_id IS NULL
    )::BOOLEAN                                                                    AS is_first       -- True for a first contact: no message since the day before, and neither is known to have the other as a contact.
FROM pair
CROSS JOIN staging.night
LEFT JOIN pair AS back
    ON pair.account_id = back.other_id AND pair.other_id = back.account_id
LEFT JOIN acts.book_owner AS owner
    ON pair.other_id = owner.owner_id
LEFT JOIN acts.address_book AS listed
    ON pair.other_id = listed.owner_id AND pair.account_id = listed.contact_id
LEFT JOIN acts.address_book AS listing
    ON pair.account_id = listing.owner_id AND pair.other_id = listing.contact_id
WHERE pair.first_on_date_at IS NOT NULL
