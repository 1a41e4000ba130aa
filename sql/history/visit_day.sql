/*
title = "One row per account and day on which it joined groups or was removed from some: how many, and where it posted"
why   = "Join-and-post spam of a few groups a day stays small every day; only many days together show it."
*/
WITH arrived AS (
    SELECT
        account_id,
        count(DISTINCT group_id) FILTER (WHERE action <> 'remove') AS joined_count
    FROM staging.membership_event
    WHERE
        date = $date::DATE
        AND (action IN ('join', 'accept') OR (action = 'remove' AND actor_id <> account_id))
    GROUP BY account_id
),

posted AS (
    SELECT
        message_edge.sender_id    AS account_id,
        message_edge.group_id,
        min(message_edge.sent_at) AS posted_at
    FROM staging.message_edge
    SEMI JOIN arrived
        ON message_edge.sender_id = arrived.account_id
    WHERE message_edge.date = $date::DATE AND message_edge.group_id IS NOT NULL
    GROUP BY message_edge.sender_id, message_edge.group_id
),

removal AS (
    SELECT
        account_id,
        group_id,
        max(event_at) AS removed_at,
        max(actor_id) AS remover_id
    FROM staging.membership_event
    WHERE date = $date::DATE AND action = 'remove' AND actor_id <> account_id
    GROUP BY account_id, group_id
),

visited AS (
    SELECT
        posted.account_id,
        count(*)                           AS posted_count,
        count(removal.removed_at)          AS expelled_count,
        count(DISTINCT removal.remover_id) AS remover_count
    FROM posted
    LEFT JOIN removal
        ON
            posted.account_id = removal.account_id
            AND posted.group_id = removal.group_id
            AND posted.posted_at < removal.removed_at
    GROUP BY posted.account_id
)

SELECT
    arrived.account_id                          AS account_id,     -- The account.
    arrived.joined_count::BIGINT                AS joined_count,   -- Groups that it joined by itself on the day.
    coalesce(visited.posted_count, 0)::BIGINT   AS posted_count,   -- Groups that it posted to.
    coalesce(visited.expelled_count, 0)::BIGINT AS expelled_count, -- Groups from which others removed it after its messages of the day.
    coalesce(visited.remover_count, 0)::BIGINT  AS remover_count   -- Accounts that did (at most one a group counts).
FROM arrived
LEFT JOIN visited
    ON arrived.account_id = visited.account_id
