/*
title        = "One row per sender, recipient and day of one-to-one messages"
why          = "Without a contacts log, a message from the target is the only sign that it knows the actor."
only_without = "contacts"
*/
SELECT
    sender_id                 AS account_id, -- The sender.
    recipient_id              AS target_id,  -- The recipient.
    min(sent_at)::TIMESTAMPTZ AS first_at    -- Time of the first message on the day.
FROM staging.message_edge
WHERE date = $date::DATE AND recipient_id IS NOT NULL
GROUP BY sender_id, recipient_id
