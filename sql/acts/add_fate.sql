/*
title = "What became of each account's adds by the end of the night, counted by the day of the add"

[params.prior_adds]
default = 5
least   = 1
unit    = "adds"
help    = "So many adds to which nothing of the kind happened are put beside an account's own: few adds say little."
*/
SELECT
    add.account_id                                                                    AS account_id,        -- Who added.
    (add.event_at >= night.day_start_at)::BOOLEAN                                     AS is_today,          -- Whether it was on the date; false: on the day before.
    count(*)::BIGINT                                                                  AS add_count,         -- How many adds.
    (1 / nullif(count(*) + $prior_adds, 0))::DOUBLE                                   AS add_share,         -- What one of them counts for in a share.
    count(*) FILTER (WHERE add.left_at <= add.event_at + INTERVAL 1 HOUR)::BIGINT     AS left_1h_count,     -- After how many the other left within an hour.
    count(*) FILTER (WHERE add.left_at <= add.event_at + INTERVAL 24 HOUR)::BIGINT    AS left_24h_count,    -- After how many the other left within 24 hours.
    count(*) FILTER (WHERE add.removed_at <= add.event_at + INTERVAL 24 HOUR)::BIGINT AS removed_24h_count, -- After how many the other was removed within 24 hours.
    count(*) FILTER (WHERE add.left_at IS NULL AND add.removed_at IS NULL)::BIGINT    AS stayed_count,      -- After how many the other was still there.
    count(*) FILTER (WHERE add.is_posted)::BIGINT                                     AS posted_count,      -- After how many the other wrote in the group.
    count(*) FILTER (WHERE add.is_replied)::BIGINT                                    AS replied_count,     -- After how many the other wrote to the adder.
    count(*) FILTER (WHERE add.is_blocked)::BIGINT                                    AS blocked_count,     -- After how many the other blocked the adder.
    count(*) FILTER (WHERE add.is_reported)::BIGINT                                   AS reported_count     -- After how many the other reported the adder.
FROM acts.add
INNER JOIN staging.night
    ON add.event_at >= night.day_start_at - INTERVAL 1 DAY
GROUP BY add.account_id, add.event_at >= night.day_start_at
