/*
title = "What accounts had to do with groups on the date; kept inside"
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
    account_id                AS account_id,  -- Whose relation it is.
    group_id                  AS group_id,    -- To which group.
    relation::VARCHAR         AS relation,    -- The action of the membership log, or post.
    sum(event_count)::BIGINT  AS event_count, -- How often; of post: how many messages.
    min(instant)::TIMESTAMPTZ AS first_at,    -- When first.
    max(instant)::TIMESTAMPTZ AS last_at      -- When last.
FROM relation
GROUP BY account_id, group_id, relation
