/*
title = "What each account did on a day, counted"
sweep = "day_counts"
*/
WITH pair AS (
    -- Grouping twice is cheaper than counting distinct recipients; all messages to groups are one pair.
    SELECT
        sender_id,
        recipient_id,
        sum(message_count)                                     AS message_count,
        bit_or(1 << (unix_micros(sent_at) // 3600000000 % 24)) AS hours
    FROM staging.message_edge
    WHERE date = $date::DATE
    GROUP BY sender_id, recipient_id
),

counter AS (
    SELECT
        sender_id                                              AS account_id,
        sum(message_count)                                     AS message_count,
        sum(message_count) FILTER (WHERE recipient_id IS NULL) AS group_message_count,
        count(nullif(recipient_id, sender_id))                 AS recipient_count,
        0                                                      AS add_count,
        0                                                      AS invite_count,
        0                                                      AS group_count,
        bit_or(hours)                                          AS hours
    FROM pair
    GROUP BY sender_id
    UNION ALL
    SELECT
        actor_id                                                AS account_id,
        0                                                       AS message_count,
        0                                                       AS group_message_count,
        0                                                       AS recipient_count,
        count(*) FILTER (WHERE action = 'add')                  AS add_count,
        count(*) FILTER (WHERE action = 'invite')               AS invite_count,
        count(*) FILTER (WHERE action = 'create')               AS group_count,
        bit_or(1 << (unix_micros(event_at) // 3600000000 % 24)) AS hours
    FROM staging.membership_event
    WHERE date = $date::DATE AND actor_id IS NOT NULL
    GROUP BY actor_id
)

SELECT
    account_id                                    AS account_id,          -- Who acted.
    sum(message_count)::BIGINT                    AS message_count,       -- Messages sent, one to one and to groups.
    coalesce(sum(group_message_count), 0)::BIGINT AS group_message_count, -- Of those, to groups.
    sum(recipient_count)::BIGINT                  AS recipient_count,     -- Others written to one to one.
    sum(add_count)::BIGINT                        AS add_count,           -- Adds to groups.
    sum(invite_count)::BIGINT                     AS invite_count,        -- Invites into groups.
    sum(group_count)::BIGINT                      AS group_count,         -- Groups made.
    bit_or(hours)::BIGINT                         AS hours                -- The hours (UTC) in which it acted: bit h stands for hour h.
FROM counter
GROUP BY account_id
