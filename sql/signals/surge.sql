/*
title = "How far the date stands out from the account's own days"

[params.false_discovery_share]
default = 0.01
unit    = "share"
help    = "Of all surges of a night that are discoveries, at most this share is expected to be chance."
*/
SELECT
    account_id                                     AS account_id,
    round(0 - log10(message_p_value), 3)::DOUBLE   AS message_surge_log10,   -- [surge] How rarely a day brings it so many messages, by its own former days: -log10 of the probability, at most 300. Null: fewer than three former days, or nobody wrote on them.
    round(0 - log10(recipient_p_value), 3)::DOUBLE AS recipient_surge_log10, -- [surge] How rarely a day brings it so many to whom it writes one to one: -log10 of the probability, at most 300. Null: fewer than three former days, or nobody wrote so on them.
    round(0 - log10(add_p_value), 3)::DOUBLE       AS add_surge_log10,       -- [surge] How rarely a day brings it so many adds: -log10 of the probability, at most 300. Null: fewer than three former days, or nobody added on them.
    (CASE
        WHEN coalesce(message_q_value, recipient_q_value, add_q_value) IS NOT NULL
            THEN
                CASE WHEN message_q_value <= $false_discovery_share THEN 1 ELSE 0 END
                + CASE WHEN recipient_q_value <= $false_discovery_share THEN 1 ELSE 0 END
                + CASE WHEN add_q_value <= $false_discovery_share THEN 1 ELSE 0 END
    END)::BIGINT                                   AS surge_discovery_count  -- [surge] Of these three, how many are no chance, within one budget of false discoveries for all tests of the night. Null: none is known.
FROM surge.day_test
