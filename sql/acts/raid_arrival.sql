/*
title = "One row per expelled account and group: who came within ten minutes of it, and how many were expelled"
why   = "Accounts of one owner come to a group together and are removed together; each alone has one removal."

[params.min_expelled_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Groups that expelled fewer accounts are left out."
*/
WITH expelled AS (
    SELECT
        account_id,
        group_id,
        max(event_at) AS expelled_at
    FROM acts.expulsion
    GROUP BY account_id, group_id
),

raided AS (
    SELECT group_id
    FROM expelled
    GROUP BY group_id
    HAVING count(*) >= $min_expelled_count
),

arrival AS (
    SELECT
        membership_event.account_id,
        membership_event.group_id,
        min(unix_micros(membership_event.event_at)) AS came
    FROM staging.membership_event
    SEMI JOIN raided
        ON membership_event.group_id = raided.group_id
    WHERE membership_event.action IN ('add', 'join', 'accept')
    GROUP BY membership_event.account_id, membership_event.group_id
),

marked AS (
    SELECT
        arrival.account_id,
        arrival.group_id,
        arrival.came,
        -- Whoever was removed first and came back with others (to a new link, say) is no raider.
        CASE WHEN unix_micros(expelled.expelled_at) > arrival.came THEN 1 ELSE 0 END AS expelled_count
    FROM arrival
    LEFT JOIN expelled
        ON arrival.account_id = expelled.account_id AND arrival.group_id = expelled.group_id
),

together AS (
    SELECT
        account_id,
        group_id,
        expelled_count,
        count(*) OVER near            AS near_count,
        sum(expelled_count) OVER near AS near_expelled_count
    FROM marked
    WINDOW near AS (
        PARTITION BY group_id
        ORDER BY came
        RANGE BETWEEN 600000000 PRECEDING AND 600000000 FOLLOWING
    )
)

SELECT
    account_id                  AS account_id,         -- An account that came to the group and was expelled.
    group_id                    AS group_id,           -- The group.
    near_count::BIGINT          AS near_count,         -- Accounts that came within ten minutes of it, itself included.
    near_expelled_count::BIGINT AS near_expelled_count -- Those of them that were removed after their messages.
FROM together
WHERE expelled_count = 1
