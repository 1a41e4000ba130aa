/*
title = "One row per stranger that at least two of the compared accounts added"
why   = "A popular target that everybody adds says little about a ring; a rare one says a lot."
*/
SELECT
    target_id                                           AS target_id,    -- The target.
    count(*)::BIGINT                                    AS actor_count,  -- Number of accounts that added it as a stranger.
    (sum(count(*)) OVER ())::BIGINT                     AS add_count,    -- Total of actor_count over all such targets.
    (count(*) OVER ())::BIGINT                          AS target_count, -- Number of such targets.
    (SELECT count(*) FROM staging.account_name)::BIGINT AS account_count -- Number of all accounts that the logs name.
FROM ring_inputs.stranger_add_edge
GROUP BY target_id
HAVING count(*) >= 2
