/*
title = "The hours of the clock in which an account acts"
*/
WITH clock AS (
    SELECT
        account_day.account_id,
        bit_or(account_day.hours) FILTER (WHERE account_day.date = night.date) AS today,
        bit_or(account_day.hours) FILTER (WHERE account_day.date < night.date) AS former
    FROM history.account_day
    CROSS JOIN staging.night
    GROUP BY account_day.account_id
)

SELECT
    account_id                         AS account_id,
    bit_count(today)::BIGINT           AS active_hour_count,     -- [history] Hours of the date (UTC) in which it wrote or changed a membership. Null: never.
    bit_count(today & ~former)::BIGINT AS active_new_hour_count  -- [history] Of those, such as it acted in on no former day of the history. Null: on no former day of the history.
FROM clock
WHERE today IS NOT NULL
