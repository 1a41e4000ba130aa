/*
title = "One row per first contact on the date: no message since the day before, and neither is a known contact"
why   = "Message spam goes to accounts that never talked with the sender; replies and chats with contacts do not count."
log   = "message_edges"
view  = true

[sliding]
seconds  = 3600
distinct = ["other_id"]
*/
SELECT
    account_id            AS account_id, -- The sender.
    other_id              AS other_id,   -- The recipient.
    first_at::TIMESTAMPTZ AS event_at    -- Time of the first message.
FROM acts.message_contact
WHERE is_first
