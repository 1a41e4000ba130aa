/*
title = "One row per sender and recipient of one-to-one messages on the date"
why   = "Members of a ring often write to each other, and those messages link accounts that share no group."
view  = true
*/
SELECT
    account_id            AS source_id,   -- The sender.
    other_id              AS target_id,   -- The recipient.
    'messaged'::VARCHAR   AS relation,    -- messaged.
    message_count::BIGINT AS event_count, -- Number of messages.
    first_at::TIMESTAMPTZ AS first_at,    -- Time of the first.
    last_at::TIMESTAMPTZ  AS last_at      -- Time of the last.
FROM acts.message_contact
