/*
title = "One row: number of surge tests of the night and of discoveries among them"
why   = "Among millions of tests some pass by chance; the manifest shows how many tests stand behind the discoveries."
*/
SELECT
    (count(message_surge_log10) + count(recipient_surge_log10) + count(add_surge_log10))::BIGINT
        AS test_count,     -- Tests made.
    coalesce(sum(surge_discovery_count), 0)::BIGINT
        AS discovery_count -- Tests that are significant within the night's false discovery rate.
FROM signals.surge
