/*
title = "What the account did over the history"
*/
WITH busy AS (
    SELECT
        account_id,
        count(DISTINCT date) AS active_days,
        sum(add_count)       AS add_count
    FROM history.account_day
    GROUP BY account_id
),

made AS (
    SELECT
        group_day.account_id,
        count(DISTINCT group_day.group_id)                                                             AS group_count,
        count(DISTINCT group_day.group_id) FILTER (WHERE group_day.date > night.date - INTERVAL 7 DAY) AS group_7d_count
    FROM history.group_day
    CROSS JOIN staging.night
    GROUP BY group_day.account_id
),

former AS (
    SELECT
        account_day.account_id,
        count(*)                       AS active_days,
        max(account_day.date)          AS last_on,
        sum(account_day.message_count) AS message_count,
        sum(account_day.add_count)     AS add_count,
        sum(account_day.group_count)   AS group_count,
        max(account_day.message_count) AS message_max_count,
        max(account_day.add_count)     AS add_max_count
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date < night.date
    GROUP BY account_day.account_id
),

added AS (
    SELECT
        account_id,
        count(DISTINCT target_id) AS target_count
    FROM history.add_pair_day
    GROUP BY account_id
)

SELECT
    activity.account_id
        AS account_id,
    busy.active_days::BIGINT
        AS history_active_days,        -- [age] Days of the history on which the account acted. Null: never.
    coalesce(busy.add_count, 0)::BIGINT
        AS history_add_count,          -- [history] Adds within the history. Null: never.
    coalesce(added.target_count, 0)::BIGINT
        AS history_add_target_count,   -- [history] Distinct accounts added within the history. Null: never.
    ((unix_micros(night.day_start_at) - unix_micros(former.last_on::TIMESTAMPTZ)) / 86400000000)::DOUBLE
        AS history_idle_days,          -- [history] Days from the last one on which it acted to the date; 1: the day before. Null: on no former day of the history.
    (former.message_count / nullif(former.active_days, 0))::DOUBLE
        AS history_message_mean_count, -- [history] Messages on a former day on which it acted, on average. Null: on no former day of the history.
    former.message_max_count::BIGINT
        AS history_message_max_count,  -- [history] Most messages on a former day. Null: on no former day of the history.
    (former.add_count / nullif(former.active_days, 0))::DOUBLE
        AS history_add_mean_count,     -- [history] Adds on a former day on which it acted, on average. Null: on no former day of the history.
    coalesce(made.group_count, 0)::BIGINT
        AS history_group_count,        -- [history] Groups made within the history. Null: never.
    coalesce(made.group_7d_count, 0)::BIGINT
        AS history_group_7d_count,     -- [history] Groups made on the last seven days, the date among them. Null: never.
    former.add_max_count::BIGINT
        AS history_add_max_count,      -- [history] Most adds on a former day. Null: on no former day of the history.
    (former.group_count / nullif(former.active_days, 0))::DOUBLE
        AS history_group_mean_count    -- [history] Groups made on a former day on which it acted, on average. Null: on no former day of the history.
FROM signals.activity
CROSS JOIN staging.night
LEFT JOIN busy
    ON activity.account_id = busy.account_id
LEFT JOIN made
    ON activity.account_id = made.account_id
LEFT JOIN former
    ON activity.account_id = former.account_id
LEFT JOIN added
    ON activity.account_id = added.account_id
