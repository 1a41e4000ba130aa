/*
title = "Targets that other accounts added at about the same time"
why   = "Accounts of one operator work through one target list, so a target is added several times within an hour."
act   = "stranger_add"

[params.shared_hours]
default = 1
least   = 1
unit    = "hours"
help    = "Adds of one target by different accounts within this time count as shared."
*/
WITH sought AS (
    -- Most targets are added by one account only and can be skipped.
    SELECT other_id
    FROM acts.add
    GROUP BY other_id
    HAVING min(account_id) <> max(account_id)
),

nearby AS (
    SELECT
        add.account_id,
        add.other_id,
        add.event_at,
        min(add.account_id) OVER (
            PARTITION BY add.other_id
            ORDER BY unix_micros(add.event_at) / nullif($shared_hours * 3600000000, 0)
            RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING
        ) AS first_id,
        max(add.account_id) OVER (
            PARTITION BY add.other_id
            ORDER BY unix_micros(add.event_at) / nullif($shared_hours * 3600000000, 0)
            RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING
        ) AS last_id
    FROM acts.add
    SEMI JOIN sought
        ON add.other_id = sought.other_id
),

shared AS (
    SELECT
        nearby.account_id,
        count(DISTINCT nearby.other_id) AS shared_count
    FROM nearby
    INNER JOIN staging.night
        ON nearby.event_at >= night.day_start_at
    WHERE nearby.first_id <> nearby.last_id
    GROUP BY nearby.account_id
)

SELECT
    add_target.account_id
        AS account_id,
    coalesce(shared.shared_count, 0)::BIGINT
        AS add_shared_1h_count, -- [adds] Targets of the date that another account added within an hour before or after. Null: no adds.
    (coalesce(shared.shared_count, 0) / nullif(add_target.add_target_count, 0))::DOUBLE
        AS add_shared_1h_share  -- [adds] Share of the targets of the date that another account added within an hour before or after. Null: no adds.
FROM signals.add_target
LEFT JOIN shared
    ON add_target.account_id = shared.account_id
