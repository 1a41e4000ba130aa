/*
title = "One row per add by a member of a candidate set of a target that two strangers or more added"
why   = "A target added by a set and by others at once shows who really works with the set and who is there by chance."
view  = true
*/
WITH pair AS (
    SELECT
        account_id,
        target_id,
        FALSE AS is_listed
    FROM ring_inputs.stranger_add_edge
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
    pair.account_id                                        AS account_id,   -- The actor: a member of a candidate set.
    account_name.name::VARCHAR                             AS account_name, -- Name of the actor; sorting by it makes results independent of the order of the logs.
    pair.target_id                                         AS target_id,    -- The target.
    pair.is_listed::BOOLEAN                                AS is_listed,    -- True where the target had the actor as a contact at that time.
    (outside_response.account_id IS NOT NULL)::BOOLEAN     AS has_outcome,  -- True where the target is a stranger that had time to respond.
    coalesce(outside_response.is_gone, FALSE)::BOOLEAN     AS is_gone,      -- True where the target left, was removed, blocked or reported.
    coalesce(outside_response.is_answered, FALSE)::BOOLEAN AS is_answered,  -- True where the target stayed and replied or posted in the group.
    shared_target.actor_count::BIGINT                      AS actor_count,  -- Number of accounts that added the target as a stranger.
    shared_target.add_count::BIGINT                        AS add_count,    -- Total of actor_count over all shared targets.
    shared_target.target_count::BIGINT                     AS target_count, -- Number of shared targets.
    shared_target.account_count::BIGINT                    AS account_count -- Number of possible targets (see ring_inputs.shared_target).
FROM pair
INNER JOIN ring_inputs.shared_target
    ON pair.target_id = shared_target.target_id
INNER JOIN staging.account_name
    ON pair.account_id = account_name.account_id
SEMI JOIN ring_candidates.candidate_member
    ON pair.account_id = candidate_member.account_id
LEFT JOIN ring_inputs.outside_response
    ON
        pair.account_id = outside_response.account_id
        AND pair.target_id = outside_response.other_id
        AND outside_response.is_add
        AND (outside_response.is_gone OR outside_response.is_silent OR outside_response.is_answered)
