/*
title  = "One row per non-contact added to a group whose creator, a maker of many groups, promoted the adder"
why    = "One account creates groups and another fills them, so that neither exceeds a limit alone."
log    = "membership_events"
action = "add"

[sliding]
seconds  = 86400
distinct = ["other_id"]
thread   = "partner_id"

[params.min_group_count]
default = 24
unit    = "groups"
help    = "Groups created within an hour from which on their creator counts as a maker of many groups."
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

hour AS (
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
    -- A group counts with the fullest hour that contains its creation.
    SELECT
        maker_id,
        group_id,
        made_at,
        max(window_count) OVER (
            PARTITION BY maker_id
            ORDER BY unix_micros(made_at)
            RANGE BETWEEN CURRENT ROW AND 3600000000 - 1 FOLLOWING
        ) AS burst_count
    FROM hour
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
    relay.maker_id                       AS partner_id,  -- The creator of the groups.
    noncontact_add.other_id              AS other_id,    -- The added account.
    noncontact_add.group_id              AS group_id,    -- The group.
    noncontact_add.event_at::TIMESTAMPTZ AS event_at,    -- Time of the add.
    noncontact_add.event_id              AS event_id,    -- The event's id in the log.
    burst.burst_count::BIGINT            AS group_count, -- Groups that the creator created in the fullest hour that contains this group.
    many.made_count::BIGINT              AS made_count   -- All groups that the creator created in such hours.
FROM relay
INNER JOIN acts.noncontact_add
    ON relay.adder_id = noncontact_add.account_id
INNER JOIN burst
    ON relay.maker_id = burst.maker_id AND noncontact_add.group_id = burst.group_id
INNER JOIN many
    ON relay.maker_id = many.maker_id
WHERE burst.burst_count >= $min_group_count
