/*
title  = "Who lately added others to groups where most who do are unwelcome, as the fusion of such groups takes it"
why    = "Some rings divide their targets, so that members share no target but fill the same groups."
kernel = "workplace"

[params.add_days]
default = 7
least   = 1
unit    = "days"
help    = "How many days back accounts may have added to a group together."

[params.min_added_count]
default = 5
least   = 1
unit    = "accounts"
help    = "Who added fewer to a group does not work there."

[params.min_unwelcome_share]
default = 0.5
unit    = "share"
help    = "Share of all who work in a group that are unwelcome: where few are, one of them is somebody's guest."

[params.min_share]
default = 0.1
unit    = "share"
help    = "Groups are one set's where so many of those who work in the smaller one work in the other."
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
        approach.account_id,
        told.is_unwelcome
    FROM rings.approach
    INNER JOIN rings.told
        ON approach.account_id = told.account_id
),

crowd AS (
    SELECT worker.group_id
    FROM worker
    LEFT JOIN suspect
        ON worker.account_id = suspect.account_id AND suspect.is_unwelcome
    GROUP BY worker.group_id
    HAVING count(suspect.account_id) >= 2 AND count(suspect.account_id) >= count(*) * $min_unwelcome_share
)

SELECT
    worker.group_id            AS group_id,     -- Where.
    worker.account_id          AS account_id,   -- Who.
    account_name.name::VARCHAR AS account_name  -- Its name: its order is the same however the logs are ordered.
FROM worker
INNER JOIN crowd
    ON worker.group_id = crowd.group_id
SEMI JOIN suspect
    ON worker.account_id = suspect.account_id
INNER JOIN staging.account_name
    ON worker.account_id = account_name.account_id
