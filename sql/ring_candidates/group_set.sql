/*
title  = "One row per group and account that recently added to it, for groups where most adders are unwelcome"
why    = "Some rings divide their targets, so that members share no target but fill the same groups."
kernel = "overlap_merge"

[params.add_days]
default = 7
least   = 1
unit    = "days"
help    = "Number of days within which accounts may add to a group together."

[params.min_added_count]
default = 5
least   = 1
unit    = "accounts"
help    = "Accounts that added fewer targets to a group do not count as its adders."

[params.min_unwelcome_share]
default = 0.5
unit    = "share"
help    = "Share of a group's adders that are unwelcome; in other groups a single one is a guest."

[params.min_share]
default = 0.1
unit    = "share"
help    = "Groups belong together where this share of the smaller one's adders also add to the other."
*/
WITH worker AS (
    SELECT
        add_pair_day.group_id,
        add_pair_day.account_id
    FROM history.add_pair_day
    INNER JOIN staging.night
        ON add_pair_day.date > night.date - $add_days * INTERVAL 1 DAY
    GROUP BY add_pair_day.group_id, add_pair_day.account_id
    HAVING count(DISTINCT add_pair_day.target_id) >= $min_added_count
),

suspect AS (
    SELECT DISTINCT
        stranger_add_edge.account_id,
        stranger_outcome.is_unwelcome
    FROM ring_inputs.stranger_add_edge
    INNER JOIN ring_inputs.stranger_outcome
        ON stranger_add_edge.account_id = stranger_outcome.account_id
),

shared_group AS (
    SELECT worker.group_id
    FROM worker
    LEFT JOIN suspect
        ON worker.account_id = suspect.account_id AND suspect.is_unwelcome
    GROUP BY worker.group_id
    HAVING count(suspect.account_id) >= 2 AND count(suspect.account_id) >= count(*) * $min_unwelcome_share
)

SELECT
    worker.group_id            AS group_id,    -- The group.
    worker.account_id          AS account_id,  -- The adder.
    account_name.name::VARCHAR AS account_name -- Name of the adder; sorting by it makes results independent of the order of the logs.
FROM worker
INNER JOIN shared_group
    ON worker.group_id = shared_group.group_id
SEMI JOIN suspect
    ON worker.account_id = suspect.account_id
INNER JOIN staging.account_name
    ON worker.account_id = account_name.account_id
