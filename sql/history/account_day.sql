/*
title = "One row per account and day: counts of its messages, adds, invites and new groups"
why   = "A signal over four weeks must not read four weeks of raw logs every night, so each day is counted once."
sweep = "day_counts"
*/
WITH pair AS (
    -- Grouping twice is cheaper than count(DISTINCT); all group messages of a sender form one pair.
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
    account_id                                    AS account_id,          -- The account that acted.
    sum(message_count)::BIGINT                    AS message_count,       -- Messages sent, one-to-one and to groups.
    coalesce(sum(group_message_count), 0)::BIGINT AS group_message_count, -- Messages sent to groups.
    sum(recipient_count)::BIGINT                  AS recipient_count,     -- Distinct recipients of one-to-one messages, other than itself.
    sum(add_count)::BIGINT                        AS add_count,           -- Adds of accounts to groups.
    sum(invite_count)::BIGINT                     AS invite_count,        -- Invites into groups.
    sum(group_count)::BIGINT                      AS group_count,         -- Creations of groups.
    bit_or(hours)::BIGINT                         AS hours                -- Hours (UTC) with activity: bit h is set for hour h.
FROM counter
GROUP BY account_id
