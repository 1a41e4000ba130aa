/*
title    = "The groups to which an account added others"
rests_on = ["contacts"]
*/
WITH target AS (
    -- Grouping twice is cheaper than counting distinct targets.
    SELECT
        add.account_id,
        add.group_id,
        count(*)               AS add_count,
        bool_or(add.is_listed) AS is_listed
    FROM acts.add
    INNER JOIN staging.night
        ON add.event_at >= night.day_start_at
    GROUP BY add.account_id, add.group_id, add.other_id
),

filled AS (
    SELECT
        account_id,
        group_id,
        sum(add_count)                    AS add_count,
        count(*)                          AS target_count,
        count(*) FILTER (WHERE is_listed) AS listing_count
    FROM target
    GROUP BY account_id, group_id
),

spread AS (
    SELECT
        account_id,
        count(*)                                  AS group_count,
        sum(add_count)                            AS add_count,
        sum(target_count)                         AS place_count,
        max(target_count)                         AS target_max_count,
        count(*) FILTER (WHERE listing_count = 0) AS stranger_group_count
    FROM filled
    GROUP BY account_id
)

SELECT
    spread.account_id                 AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS add_group_1h_max_count,      -- [adds] Most groups that others were added to in any hour. Null: no adds.
    spread.group_count::BIGINT
        AS add_group_count,             -- [adds] Groups that others were added to on the date. Null: no adds.
    (spread.place_count / nullif(spread.group_count, 0))::DOUBLE
        AS add_group_target_mean_count, -- [adds] Accounts added to a group on the date, in the mean of those groups. Null: no adds.
    spread.target_max_count::BIGINT
        AS add_group_target_max_count,  -- [adds] Accounts added to the group that got the most. Null: no adds.
    ((spread.add_count - spread.place_count) / nullif(spread.add_count, 0))::DOUBLE
        AS add_repeated_share,          -- [adds] Of the adds on the date, the share that put an account into a group into which this adder had put it already that day. Null: no adds.
    (spread.stranger_group_count / nullif(spread.group_count, 0))::DOUBLE
        AS add_group_stranger_share     -- [adds] Of those groups, the share in which nobody it added lists the adder. Null: no adds.
FROM spread
LEFT JOIN peak.group_fill AS peak
    ON spread.account_id = peak.account_id
