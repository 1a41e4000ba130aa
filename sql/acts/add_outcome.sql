/*
title = "One row per account and day (the date, the day before): counts of its adds by the target's response"
why   = "Responses take a day to arrive, so adds of the day before are counted again, in the same way."

[params.prior_adds]
default = 5
least   = 1
unit    = "adds"
help    = "Number of adds without a response that are added to the account's own: few adds are weak evidence."
*/
SELECT
    add.account_id                                                                    AS account_id,        -- The actor: the account that added.
    (add.event_at >= night.day_start_at)::BOOLEAN                                     AS is_today,          -- True for adds of the date, false for adds of the day before.
    count(*)::BIGINT                                                                  AS add_count,         -- Number of adds.
    (1 / nullif(count(*) + $prior_adds, 0))::DOUBLE                                   AS add_share,         -- Weight of one add in a share: 1 / (adds + prior_adds).
    count(*) FILTER (WHERE add.left_at <= add.event_at + INTERVAL 1 HOUR)::BIGINT     AS left_1h_count,     -- Adds after which the target left the group within an hour.
    count(*) FILTER (WHERE add.left_at <= add.event_at + INTERVAL 24 HOUR)::BIGINT    AS left_24h_count,    -- Adds after which the target left the group within 24 hours.
    count(*) FILTER (WHERE add.removed_at <= add.event_at + INTERVAL 24 HOUR)::BIGINT AS removed_24h_count, -- Adds after which the target was removed from the group within 24 hours.
    count(*) FILTER (WHERE add.left_at IS NULL AND add.removed_at IS NULL)::BIGINT    AS stayed_count,      -- Adds after which the target neither left nor was removed until the end of the date.
    count(*) FILTER (WHERE add.is_posted)::BIGINT                                     AS posted_count,      -- Adds after which the target posted in the group.
    count(*) FILTER (WHERE add.is_replied)::BIGINT                                    AS replied_count,     -- Adds after which the target wrote to the actor.
    count(*) FILTER (WHERE add.is_blocked)::BIGINT                                    AS blocked_count,     -- Adds after which the target blocked the actor.
    count(*) FILTER (WHERE add.is_reported)::BIGINT                                   AS reported_count     -- Adds after which the target reported the actor.
FROM acts.add
INNER JOIN staging.night
    ON add.event_at >= night.day_start_at - INTERVAL 1 DAY
GROUP BY add.account_id, add.event_at >= night.day_start_at
