/*
title = "Activity of an account on the date"
why   = "The accounts of this table are the ones a night judges; all shares and bursts are read against these counts."
*/
WITH today AS (
    SELECT
        account_day.account_id,
        account_day.message_count,
        account_day.group_message_count,
        account_day.recipient_count,
        account_day.add_count,
        account_day.group_count
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date = night.date
),

-- The creator of groups that a partner fills today counts as active through the partner.
maker AS (
    SELECT DISTINCT peak.account_id
    FROM peak.relay_maker_add AS peak
    ANTI JOIN today
        ON peak.account_id = today.account_id
),

active AS (
    SELECT
        account_id,
        message_count,
        group_message_count,
        recipient_count,
        add_count,
        group_count
    FROM today
    UNION ALL
    SELECT
        account_id,
        0 AS message_count,
        0 AS group_message_count,
        0 AS recipient_count,
        0 AS add_count,
        0 AS group_count
    FROM maker
)

SELECT
    account_id                  AS account_id,
    message_count::BIGINT       AS message_count,       -- [messages] Messages sent on the date. Null: never.
    group_message_count::BIGINT AS group_message_count, -- [messages] Messages sent to groups on the date. Null: never.
    recipient_count::BIGINT     AS recipient_count,     -- [messages] Distinct recipients of one-to-one messages on the date. Null: never.
    add_count::BIGINT           AS add_count,           -- [adds] Adds on the date. Null: never.
    group_count::BIGINT         AS group_created_count  -- [groups] Groups created on the date. Null: never.
FROM active
