/*
title = "First contacts on the date: no message since the day before, and neither lists the other"
log   = "message_edges"
view  = true

[sliding]
seconds  = 3600
distinct = ["other_id"]
*/
SELECT
    account_id            AS account_id, -- Who wrote.
    other_id              AS other_id,   -- To whom.
    first_at::TIMESTAMPTZ AS event_at    -- When first.
FROM acts.message_contact
WHERE is_first
