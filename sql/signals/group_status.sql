/*
title = "Status of the groups that an account created on the day before"
why   = "Groups that stay empty or silent, or that the creator leaves, were made to spam and not to talk."
*/
WITH made AS (
    SELECT
        group_day.account_id,
        group_day.group_id,
        group_day.made_at
    FROM history.group_day
    INNER JOIN staging.night
        ON group_day.date = night.date - INTERVAL 1 DAY
),

change AS (
    SELECT
        made.account_id,
        made.group_id,
        count(DISTINCT membership_event.account_id) FILTER (
            WHERE
            membership_event.account_id <> made.account_id
            AND membership_event.action IN ('add', 'join', 'accept')
            AND membership_event.event_at <= made.made_at + INTERVAL 24 HOUR
        )         AS member_count,
        coalesce(bool_or(
            membership_event.account_id = made.account_id
            AND membership_event.action = 'leave'
            AND membership_event.event_at > made.made_at
        ), FALSE) AS is_left
    FROM made
    LEFT JOIN staging.membership_event
        ON made.group_id = membership_event.group_id
    GROUP BY made.account_id, made.group_id
),

written AS (
    SELECT DISTINCT message_edge.group_id
    FROM staging.message_edge
    SEMI JOIN made
        ON message_edge.group_id = made.group_id
)

SELECT
    change.account_id
        AS account_id,
    count(*)::BIGINT
        AS group_before_count,            -- [groups] Groups created on the day before. Null: none.
    avg(change.member_count)::DOUBLE
        AS group_before_mean_count,       -- [groups] Accounts that came into such a group within 24 hours, on average. Null: none created.
    (count(*) FILTER (WHERE written.group_id IS NULL))::BIGINT
        AS group_before_silent_count,     -- [groups] Those groups without any message up to the end of the date. Null: none created.
    (count(*) FILTER (WHERE change.is_left))::BIGINT
        AS group_before_left_count        -- [groups] Those groups that the creator has left. Null: none created.
FROM change
LEFT JOIN written
    ON change.group_id = written.group_id
GROUP BY change.account_id
