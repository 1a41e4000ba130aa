/*
title = "Retention of the accounts added seven days before the date"
why   = "Members of a wanted group are still there after a week; victims of spam have left."

[params.prior_week_adds]
default = 5
least   = 1
unit    = "adds"
help    = "Adds without retention that are added to the account's own: few adds are weak evidence."
*/
WITH added AS (
    SELECT
        add_pair_day.account_id,
        add_pair_day.target_id,
        add_pair_day.group_id,
        add_pair_day.first_at
    FROM history.add_pair_day
    INNER JOIN staging.night
        ON add_pair_day.date = night.date - INTERVAL 7 DAY
),

gone AS (
    SELECT
        account_id,
        group_id,
        max(last_at) AS last_at
    FROM history.departure_day
    GROUP BY account_id, group_id
)

SELECT
    added.account_id
        AS account_id,
    count(*)::BIGINT
        AS add_7d_ago_count,        -- [outcomes] Pairs of target and group that the account added seven days before the date. Null: none.
    round(
        count(*) FILTER (WHERE NOT coalesce(gone.last_at > added.first_at, FALSE))
        / nullif(count(*) + $prior_week_adds, 0),
        6
    )::DOUBLE
        AS add_7d_ago_stayed_share  -- [outcomes] Share of those pairs in which the target has neither left the group nor been removed; a few adds count less. Null: no adds on that day.
FROM added
LEFT JOIN gone
    ON added.target_id = gone.account_id AND added.group_id = gone.group_id
GROUP BY added.account_id
