/*
title    = "Groups to which an account added others"
why      = "Spam fills many groups, often with nobody who knows the adder; an organiser fills one with acquaintances."
rests_on = ["contacts"]
*/
WITH target AS (
    -- Grouping twice is cheaper than count(DISTINCT target).
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
        AS add_group_1h_max_count,      -- [adds] Most groups that the account added others to in any hour. Null: no adds.
    spread.group_count::BIGINT
        AS add_group_count,             -- [adds] Groups that the account added others to on the date. Null: no adds.
    (spread.place_count / nullif(spread.group_count, 0))::DOUBLE
        AS add_group_target_mean_count, -- [adds] Targets per group on the date, on average. Null: no adds.
    spread.target_max_count::BIGINT
        AS add_group_target_max_count,  -- [adds] Targets added to the group that received the most. Null: no adds.
    ((spread.add_count - spread.place_count) / nullif(spread.add_count, 0))::DOUBLE
        AS add_repeated_share,          -- [adds] Share of the adds on the date that put a target into a group to which the same actor had already added it that day. Null: no adds.
    (spread.stranger_group_count / nullif(spread.group_count, 0))::DOUBLE
        AS add_group_stranger_share     -- [adds] Share of those groups in which no target has the actor as a contact. Null: no adds.
FROM spread
LEFT JOIN peak.group_fill AS peak
    ON spread.account_id = peak.account_id
