/*
title = "Who wrote to whom, one to one, on the date"
view  = true
*/
SELECT
    account_id            AS source_id,   -- Who wrote.
    other_id              AS target_id,   -- To whom.
    'messaged'::VARCHAR   AS relation,    -- messaged.
    message_count::BIGINT AS event_count, -- How many messages.
    first_at::TIMESTAMPTZ AS first_at,    -- When first.
    last_at::TIMESTAMPTZ  AS last_at      -- When last.
FROM acts.message_contact
