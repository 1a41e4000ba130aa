/*
title    = "Targets of the account within 24 hours that have refused many others too"
why      = "Who presses the same few victims as many others takes part in a campaign, however rarely it asks itself."
rests_on = ["contacts", "unknown"]
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS pressed_target_24h_max_count -- [repeats] Most targets within 24 hours that declined the account's invite or left its group, and did so to at least four other strangers on the date and the day before. Null: none on the date.
FROM peak.pressed_attempt
