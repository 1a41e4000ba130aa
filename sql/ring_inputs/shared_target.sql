/*
title = "One row per stranger that at least two of the compared accounts added"
why   = "A popular target that everybody adds says little about a ring; a rare one says a lot."
*/
WITH world AS (
    -- Names in the warehouse would be simpler; but later nights add names, and a re-run must see the same.
    SELECT
        greatest(
            (SELECT count(*) FROM staging.registration),
            (SELECT count(DISTINCT target_id) FROM history.add_pair_day)
        ) AS account_count
)

SELECT
    stranger_add_edge.target_id            AS target_id,    -- The target.
    count(*)::BIGINT                       AS actor_count,  -- Number of accounts that added it as a stranger.
    (sum(count(*)) OVER ())::BIGINT        AS add_count,    -- Total of actor_count over all such targets.
    (count(*) OVER ())::BIGINT             AS target_count, -- Number of such targets.
    any_value(world.account_count)::BIGINT AS account_count -- Number of possible targets: accounts that are registered, or that were added within the history, whichever is more.
FROM ring_inputs.stranger_add_edge
CROSS JOIN world
GROUP BY stranger_add_edge.target_id
HAVING count(*) >= 2
