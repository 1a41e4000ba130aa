/*
title = "Hours of the day in which an account is active"
why   = "People sleep; an account active around the clock, or suddenly at new hours, may be run by a script or a thief."
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
    bit_count(today)::BIGINT           AS active_hour_count,     -- [history] Hours of the date (UTC) in which the account sent a message or changed a membership. Null: no activity.
    bit_count(today & ~former)::BIGINT AS active_new_hour_count  -- [history] Those hours in which the account was not active on any earlier day of the history. Null: no earlier active day in the history.
FROM clock
WHERE today IS NOT NULL
