/*
title    = "First contacts within an hour"
why      = "Message spam is a stream of first messages to strangers; a person starts few new chats in an hour."
rests_on = ["contacts", "unknown"]
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS first_contact_1h_max_count -- [messages] Most first contacts in any hour of the date. Null: no first contact.
FROM peak.first_contact
