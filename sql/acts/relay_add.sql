/*
title  = "Adds of non-contacts, by one whom the maker of many groups promoted, to those groups"
log    = "membership_events"
action = "add"

[sliding]
seconds  = 86400
distinct = ["other_id"]
thread   = "partner_id"

[params.min_group_count]
default = 24
unit    = "groups"
help    = "So many groups made within the hour make their maker a maker of many."
*/
WITH promotion AS (
    SELECT
        promotion_day.account_id       AS maker_id,
        promotion_day.target_id        AS adder_id,
        promotion_day.group_id,
        min(promotion_day.promoted_at) AS promoted_at
    FROM history.promotion_day
    INNER JOIN (SELECT DISTINCT account_id FROM acts.noncontact_add) AS adder
        ON promotion_day.target_id = adder.account_id
    GROUP BY promotion_day.account_id, promotion_day.target_id, promotion_day.group_id
),

made AS (
    SELECT
        group_day.account_id   AS maker_id,
        group_day.group_id,
        min(group_day.made_at) AS made_at
    FROM history.group_day
    INNER JOIN (SELECT DISTINCT maker_id FROM promotion) AS maker
        ON group_day.account_id = maker.maker_id
    GROUP BY group_day.account_id, group_day.group_id
),

crowd AS (
    SELECT
        maker_id,
        group_id,
        made_at,
        count(*) OVER (
            PARTITION BY maker_id
            ORDER BY unix_micros(made_at)
            RANGE BETWEEN 3600000000 - 1 PRECEDING AND CURRENT ROW
        ) AS window_count
    FROM made
),

burst AS (
    -- A group is of a burst if any hour that holds its making is full.
    SELECT
        maker_id,
        group_id,
        made_at,
        max(window_count) OVER (
            PARTITION BY maker_id
            ORDER BY unix_micros(made_at)
            RANGE BETWEEN CURRENT ROW AND 3600000000 - 1 FOLLOWING
        ) AS burst_count
    FROM crowd
),

relay AS (
    SELECT
        promotion.maker_id,
        promotion.adder_id
    FROM promotion
    INNER JOIN burst
        ON promotion.maker_id = burst.maker_id AND promotion.group_id = burst.group_id
    WHERE
        burst.burst_count >= $min_group_count
        AND promotion.promoted_at >= burst.made_at
        AND promotion.promoted_at < burst.made_at + INTERVAL 1 HOUR
    GROUP BY promotion.maker_id, promotion.adder_id
),

many AS (
    SELECT
        maker_id,
        count(*) AS made_count
    FROM burst
    WHERE burst_count >= $min_group_count
    GROUP BY maker_id
)

SELECT
    relay.adder_id                       AS account_id,  -- The adder.
    relay.maker_id                       AS partner_id,  -- Who made the groups.
    noncontact_add.other_id              AS other_id,    -- Whom the adder added.
    noncontact_add.group_id              AS group_id,    -- To which group.
    noncontact_add.event_at::TIMESTAMPTZ AS event_at,    -- When.
    noncontact_add.event_id              AS event_id,    -- The log's own name of the event.
    burst.burst_count::BIGINT            AS group_count, -- Groups that the maker made within the fullest hour around it.
    many.made_count::BIGINT              AS made_count   -- All groups that the maker made in hours of so many.
FROM relay
INNER JOIN acts.noncontact_add
    ON relay.adder_id = noncontact_add.account_id
INNER JOIN burst
    ON relay.maker_id = burst.maker_id AND noncontact_add.group_id = burst.group_id
INNER JOIN many
    ON relay.maker_id = many.maker_id
WHERE burst.burst_count >= $min_group_count
