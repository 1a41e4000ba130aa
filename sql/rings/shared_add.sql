/*
title = "Adds of those found in sets to those whom two or more strangers added, and how these took it"
why   = "A target added by a set and by others at once shows who really works with the set and who is there by chance."
view  = true
*/
WITH pair AS (
    SELECT
        account_id,
        target_id,
        FALSE AS is_listed
    FROM rings.approach
    UNION ALL
    SELECT
        bulk_add.account_id,
        bulk_add.target_id,
        TRUE AS is_listed
    FROM acts.bulk_add
    INNER JOIN acts.acquaintance
        ON bulk_add.account_id = acquaintance.account_id AND bulk_add.target_id = acquaintance.other_id
    WHERE acquaintance.known_from_at < bulk_add.first_at
)

SELECT
    pair.account_id                              AS account_id,   -- Who added.
    account_name.name::VARCHAR                   AS account_name, -- Its name: its order is the same however the logs are ordered.
    pair.target_id                               AS target_id,    -- Whom.
    pair.is_listed::BOOLEAN                      AS is_listed,    -- Whether that one listed the other then, and is no stranger.
    (answer.account_id IS NOT NULL)::BOOLEAN     AS is_told,      -- Whether that one, a stranger, had time to take it in any way.
    coalesce(answer.is_gone, FALSE)::BOOLEAN     AS is_gone,      -- Whether it left, was removed, blocked or reported.
    coalesce(answer.is_answered, FALSE)::BOOLEAN AS is_answered,  -- Whether it stayed and wrote back or in the group.
    shared_target.actor_count::BIGINT            AS actor_count,  -- How many accounts added that one as a stranger.
    shared_target.act_count::BIGINT              AS act_count,    -- How many such adds of all accounts there are.
    shared_target.target_count::BIGINT           AS target_count, -- To how many targets.
    shared_target.world_size::BIGINT             AS world_size    -- Of how many accounts that there are.
FROM pair
INNER JOIN rings.shared_target
    ON pair.target_id = shared_target.target_id
INNER JOIN staging.account_name
    ON pair.account_id = account_name.account_id
SEMI JOIN rings.found
    ON pair.account_id = found.account_id
LEFT JOIN rings.answer
    ON
        pair.account_id = answer.account_id
        AND pair.target_id = answer.other_id
        AND answer.is_add
        AND (answer.is_gone OR answer.is_silent OR answer.is_answered)
