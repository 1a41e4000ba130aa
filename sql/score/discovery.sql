/*
title = "How many tests for surges the night made, and how many are discoveries"
*/
SELECT
    (count(message_surge_log10) + count(recipient_surge_log10) + count(add_surge_log10))::BIGINT
        AS test_count,     -- Tests that could be made.
    coalesce(sum(surge_discovery_count), 0)::BIGINT
        AS discovery_count -- Of them, such as are no chance within the night's budget.
FROM signals.surge
