/*
title = "One row per stranger that at least two of the compared accounts added"
why   = "A popular target that everybody adds says little about a ring; a rare one says a lot."
*/
WITH known AS (
    -- Not all names in the warehouse: later nights add names, and a night that is run again must see the same.
    SELECT account_id FROM staging.registration
    UNION
    SELECT account_id FROM history.account_day
    UNION
    SELECT target_id AS account_id FROM history.add_pair_day
)

SELECT
    target_id                            AS target_id,    -- The target.
    count(*)::BIGINT                     AS actor_count,  -- Number of accounts that added it as a stranger.
    (sum(count(*)) OVER ())::BIGINT      AS add_count,    -- Total of actor_count over all such targets.
    (count(*) OVER ())::BIGINT           AS target_count, -- Number of such targets.
    (SELECT count(*) FROM known)::BIGINT AS account_count -- Number of accounts that are registered, or acted or were added within the history.
FROM ring_inputs.stranger_add_edge
GROUP BY target_id
HAVING count(*) >= 2
