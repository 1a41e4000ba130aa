/*
title = "Activity of an account over the history"
why   = "What is normal for one account is suspicious for another: today is compared with the account's own weeks."
*/
WITH busy AS (
    SELECT
        account_day.account_id,
        count(*)                                                                    AS active_days,
        sum(account_day.add_count)                                                  AS add_count,
        count(*) FILTER (WHERE account_day.date < night.date)                       AS former_days,
        max(account_day.date) FILTER (WHERE account_day.date < night.date)          AS last_on,
        sum(account_day.message_count) FILTER (WHERE account_day.date < night.date) AS former_message_count,
        sum(account_day.add_count) FILTER (WHERE account_day.date < night.date)     AS former_add_count,
        sum(account_day.group_count) FILTER (WHERE account_day.date < night.date)   AS former_group_count,
        max(account_day.message_count) FILTER (WHERE account_day.date < night.date) AS message_max_count,
        max(account_day.add_count) FILTER (WHERE account_day.date < night.date)     AS add_max_count
    FROM history.account_day
    CROSS JOIN staging.night
    GROUP BY account_day.account_id
),

founded AS (
    SELECT
        account_id,
        group_id,
        max(date) AS last_on
    FROM history.group_day
    GROUP BY account_id, group_id
),

made AS (
    SELECT
        founded.account_id,
        count(*)                                                              AS group_count,
        count(*) FILTER (WHERE founded.last_on > night.date - INTERVAL 7 DAY) AS group_7d_count
    FROM founded
    CROSS JOIN staging.night
    GROUP BY founded.account_id
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
        AS history_add_target_count,   -- [history] Distinct targets added within the history. Null: never.
    ((unix_micros(night.day_start_at) - unix_micros(busy.last_on::TIMESTAMPTZ)) / 86400000000)::DOUBLE
        AS history_idle_days,          -- [history] Days from the last active day to the date; 1: the day before. Null: no earlier active day in the history.
    (busy.former_message_count / nullif(busy.former_days, 0))::DOUBLE
        AS history_message_mean_count, -- [history] Messages per earlier active day, on average. Null: no earlier active day in the history.
    busy.message_max_count::BIGINT
        AS history_message_max_count,  -- [history] Most messages on an earlier day. Null: no earlier active day in the history.
    (busy.former_add_count / nullif(busy.former_days, 0))::DOUBLE
        AS history_add_mean_count,     -- [history] Adds per earlier active day, on average. Null: no earlier active day in the history.
    coalesce(made.group_count, 0)::BIGINT
        AS history_group_count,        -- [history] Groups created within the history. Null: never.
    coalesce(made.group_7d_count, 0)::BIGINT
        AS history_group_7d_count,     -- [history] Groups created on the last seven days, the date included. Null: never.
    busy.add_max_count::BIGINT
        AS history_add_max_count,      -- [history] Most adds on an earlier day. Null: no earlier active day in the history.
    (busy.former_group_count / nullif(busy.former_days, 0))::DOUBLE
        AS history_group_mean_count    -- [history] Groups created per earlier active day, on average. Null: no earlier active day in the history.
FROM signals.activity
CROSS JOIN staging.night
LEFT JOIN busy
    ON activity.account_id = busy.account_id
LEFT JOIN made
    ON activity.account_id = made.account_id
LEFT JOIN added
    ON activity.account_id = added.account_id
