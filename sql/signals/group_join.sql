/*
title = "Groups joined within an hour, and what the account did there"
why   = "A student who joins thirty groups reads and stays; a spammer posts the same in each and is gone."

[params.soon_minutes]
default = 10
least   = 1
unit    = "minutes"
help    = "A message this soon after coming, and a departure this soon after a message, count as soon."
*/
WITH joined AS (
    SELECT
        visit.account_id,
        count(*)                     AS group_count,
        count(visit.first_posted_at) AS posted_count,
        count(*) FILTER (
            WHERE visit.first_posted_at >= visit.joined_at
            AND visit.first_posted_at <= visit.joined_at + $soon_minutes * INTERVAL 1 MINUTE
        )                            AS soon_count,
        count(*) FILTER (
            WHERE visit.left_at >= visit.last_posted_at
            AND visit.left_at <= visit.last_posted_at + $soon_minutes * INTERVAL 1 MINUTE
        )                            AS left_count
    FROM acts.visit
    WHERE visit.joined_at IS NOT NULL
    GROUP BY visit.account_id
),

objection AS (
    SELECT
        report.reported_id                 AS account_id,
        count(DISTINCT report.reporter_id) AS reporter_count
    FROM staging.report
    INNER JOIN acts.visit
        ON report.reported_id = visit.account_id AND report.group_id = visit.group_id
    WHERE report.reporter_id <> report.reported_id AND report.reported_at >= visit.first_posted_at
    GROUP BY report.reported_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS group_join_1h_max_count,     -- [joins] Most groups joined by itself (by link or by accepting an invite) in any hour. Null: none on the date, or few joins and no removal.
    joined.group_count::BIGINT
        AS group_join_2d_count,         -- [joins] Groups joined by itself on the date and the day before. Null: as group_join_1h_max_count.
    (joined.posted_count / nullif(joined.group_count, 0))::DOUBLE
        AS group_join_posted_share,     -- [joins] Share of those groups that it posted to. Null: as group_join_1h_max_count.
    (joined.soon_count / nullif(joined.group_count, 0))::DOUBLE
        AS group_join_post_soon_share,  -- [joins] Share of those groups that it posted to within ten minutes of coming. Null: as group_join_1h_max_count.
    joined.left_count::BIGINT
        AS group_join_left_soon_count,  -- [joins] Those groups that it left by itself within ten minutes of its last message there. Null: as group_join_1h_max_count.
    (CASE WHEN night.has_reports THEN coalesce(objection.reporter_count, 0) END)::BIGINT
        AS group_join_reporter_count    -- [joins] Accounts that reported or blocked it with one of its groups, after its messages there. Null: as group_join_1h_max_count, or no reports log.
FROM peak.group_join AS peak
CROSS JOIN staging.night
INNER JOIN joined
    ON peak.account_id = joined.account_id
LEFT JOIN objection
    ON peak.account_id = objection.account_id
