/*
title        = "Who first wrote to whom, one to one, on a day: what contacts are inferred from"
only_without = "contacts"
*/
SELECT
    sender_id                 AS account_id, -- Who wrote.
    recipient_id              AS target_id,  -- To whom.
    min(sent_at)::TIMESTAMPTZ AS first_at    -- When first.
FROM staging.message_edge
WHERE date = $date::DATE AND recipient_id IS NOT NULL
GROUP BY sender_id, recipient_id
