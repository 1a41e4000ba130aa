/*
title = "What has become, seven days later, of the adds of that day"

[params.prior_week_adds]
default = 5
least   = 1
unit    = "adds"
help    = "So many adds after which nobody stayed are put beside an account's own: few adds say little."
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
        AS add_7d_ago_count,        -- [outcomes] Accounts it added to a group on the seventh day before the date, each once a group. Null: none.
    round(
        count(*) FILTER (WHERE NOT coalesce(gone.last_at > added.first_at, FALSE))
        / nullif(count(*) + $prior_week_adds, 0),
        6
    )::DOUBLE
        AS add_7d_ago_stayed_share  -- [outcomes] Share of them that has neither left that group nor been removed from it since; few adds count for less. Null: none added then.
FROM added
LEFT JOIN gone
    ON added.target_id = gone.account_id AND added.group_id = gone.group_id
GROUP BY added.account_id
