/*
title = "One row per account, group and kind of activity on the date; not published"
why   = "A query can link accounts by the groups they share without reading two logs; it costs nothing until used."
view  = true
*/
WITH relation AS (
    SELECT
        membership_event.account_id,
        membership_event.group_id,
        membership_event.action   AS relation,
        membership_event.event_at AS instant,
        1                         AS event_count
    FROM staging.membership_event
    INNER JOIN staging.night
        ON membership_event.date = night.date
    UNION ALL
    SELECT
        message_edge.sender_id     AS account_id,
        message_edge.group_id,
        'post'                     AS relation,
        message_edge.sent_at       AS instant,
        message_edge.message_count AS event_count
    FROM staging.message_edge
    INNER JOIN staging.night
        ON message_edge.date = night.date
    WHERE message_edge.group_id IS NOT NULL
)

SELECT
    account_id                AS account_id,  -- The account.
    group_id                  AS group_id,    -- The group.
    relation::VARCHAR         AS relation,    -- The action in the membership log, or post.
    sum(event_count)::BIGINT  AS event_count, -- Number of events; for post: number of messages.
    min(instant)::TIMESTAMPTZ AS first_at,    -- Time of the first.
    max(instant)::TIMESTAMPTZ AS last_at      -- Time of the last.
FROM relation
GROUP BY account_id, group_id, relation
