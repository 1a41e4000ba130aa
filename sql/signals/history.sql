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

added AS (
    SELECT
        account_id,
        count(DISTINCT target_id) AS target_count
    FROM history.add_pair_day
    GROUP BY account_id
)

SELECT
    activity.account_id                     AS account_id,
    busy.active_days::BIGINT                AS history_active_days,     -- [history] Days of the history on which the account acted. Null: never.
    coalesce(busy.add_count, 0)::BIGINT     AS history_add_count,       -- [history] Adds within the history. Null: never.
    coalesce(added.target_count, 0)::BIGINT AS history_add_target_count -- [history] Distinct accounts added within the history. Null: never.
FROM signals.activity
LEFT JOIN busy
    ON activity.account_id = busy.account_id
LEFT JOIN added
    ON activity.account_id = added.account_id
