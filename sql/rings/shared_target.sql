/*
title = "Strangers whom two or more of those compared added, and how often all of them added such"
why   = "A popular target that everybody adds says little about a ring; a rare one says a lot."
*/
SELECT
    target_id                                           AS target_id,    -- Who was added.
    count(*)::BIGINT                                    AS actor_count,  -- By how many accounts.
    (sum(count(*)) OVER ())::BIGINT                     AS act_count,    -- How many such adds of all accounts there are.
    (count(*) OVER ())::BIGINT                          AS target_count, -- To how many targets.
    (SELECT count(*) FROM staging.account_name)::BIGINT AS world_size    -- Of how many accounts that there are.
FROM rings.approach
GROUP BY target_id
HAVING count(*) >= 2
