/*
title = "How unusual the date is among the account's own days"
why   = "A hijacked account behaves unlike its owner long before it exceeds any limit."

[params.false_discovery_share]
default = 0.01
unit    = "share"
help    = "Expected share of false positives among the night's surges (Benjamini-Hochberg)."
*/
SELECT
    account_id                                     AS account_id,
    round(0 - log10(message_p_value), 3)::DOUBLE   AS message_surge_log10,   -- [surge] -log10 of P(at least this many messages in a day), from the account's own earlier days; at most 300. Null: fewer than three earlier days, or no messages on them.
    round(0 - log10(recipient_p_value), 3)::DOUBLE AS recipient_surge_log10, -- [surge] -log10 of P(at least this many one-to-one recipients in a day), from the account's own earlier days; at most 300. Null: fewer than three earlier days, or no recipients on them.
    round(0 - log10(add_p_value), 3)::DOUBLE       AS add_surge_log10,       -- [surge] -log10 of P(at least this many adds in a day), from the account's own earlier days; at most 300. Null: fewer than three earlier days, or no adds on them.
    (CASE
        WHEN coalesce(message_q_value, recipient_q_value, add_q_value) IS NOT NULL
            THEN
                CASE WHEN message_q_value <= $false_discovery_share THEN 1 ELSE 0 END
                + CASE WHEN recipient_q_value <= $false_discovery_share THEN 1 ELSE 0 END
                + CASE WHEN add_q_value <= $false_discovery_share THEN 1 ELSE 0 END
    END)::BIGINT                                   AS surge_discovery_count  -- [surge] Number of these three surges that are significant at the false discovery rate of all tests of the night. Null: no test could be made.
FROM surge.day_test
