/*
title = "What an account did on the date"
*/
WITH counter AS (
    SELECT
        account_day.account_id,
        account_day.message_count,
        account_day.group_message_count,
        0 AS recipient_count,
        account_day.add_count,
        account_day.group_count
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date = night.date
    UNION ALL
    SELECT
        source_id AS account_id,
        0         AS message_count,
        0         AS group_message_count,
        count(*)  AS recipient_count,
        0         AS add_count,
        0         AS group_count
    FROM edges.message
    GROUP BY source_id
    UNION ALL
    -- Who made the groups that another fills today acts through the other.
    SELECT
        account_id,
        0 AS message_count,
        0 AS group_message_count,
        0 AS recipient_count,
        0 AS add_count,
        0 AS group_count
    FROM peak.relay_add
)

SELECT
    account_id                       AS account_id,
    sum(message_count)::BIGINT       AS message_count,       -- [messages] Messages sent on the date. Null: never.
    sum(group_message_count)::BIGINT AS group_message_count, -- [messages] Messages sent to groups on the date. Null: never.
    sum(recipient_count)::BIGINT     AS recipient_count,     -- [messages] Others written to one to one on the date. Null: never.
    sum(add_count)::BIGINT           AS add_count,           -- [adds] Adds on the date. Null: never.
    sum(group_count)::BIGINT         AS group_created_count  -- [groups] Groups made on the date. Null: never.
FROM counter
GROUP BY account_id
