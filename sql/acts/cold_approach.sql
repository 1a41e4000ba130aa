/*
title = "One row per add or first message of a cold sender to a stranger"
why   = "A reviewer of a cohort needs the events by which each of its accounts approached strangers."

[sliding]
seconds  = 86400
distinct = ["other_id"]
*/
SELECT
    stranger_add.account_id            AS account_id, -- The cold sender.
    stranger_add.other_id              AS other_id,   -- The stranger.
    stranger_add.group_id              AS group_id,   -- The group; null: a message.
    stranger_add.event_at::TIMESTAMPTZ AS event_at,   -- Time of the add or message.
    'membership_events'::VARCHAR       AS log,        -- The log that holds the event.
    'add'::VARCHAR                     AS action,     -- add; null: a message.
    stranger_add.event_id              AS event_id    -- The event's id in the log; null: a message.
FROM acts.stranger_add
SEMI JOIN acts.cold_sender
    ON stranger_add.account_id = cold_sender.account_id
UNION ALL
SELECT
    first_contact.account_id,
    first_contact.other_id,
    NULL            AS group_id,
    first_contact.event_at,
    'message_edges' AS log,
    NULL            AS action,
    NULL            AS event_id
FROM acts.first_contact
SEMI JOIN acts.cold_sender
    ON first_contact.account_id = cold_sender.account_id
