/*
title = "Groups joined over the whole history, and how many of the groups it posted to removed the account"
why   = "An account that joins, posts and is removed a few times a day passes the daily limits."

[params.min_group_count]
default = 3
unit    = "groups"
help    = "Of fewer removals, the share is null: a single group may err."
*/
WITH visited AS (
    SELECT
        visit_day.account_id,
        sum(visit_day.joined_count)                          AS joined_count,
        sum(visit_day.posted_count)                          AS posted_count,
        sum(visit_day.expelled_count)                        AS expelled_count,
        sum(visit_day.remover_count)                         AS remover_count,
        count(*) FILTER (WHERE visit_day.expelled_count > 0) AS expelled_days
    FROM history.visit_day
    CROSS JOIN staging.night
    GROUP BY visit_day.account_id
    HAVING max(visit_day.date) = max(night.date)
)

SELECT
    account_id
        AS account_id,
    joined_count::BIGINT
        AS history_join_count,        -- [joins] Groups joined by itself within the history, on each day anew. Null: no join and no removal on the date.
    expelled_count::BIGINT
        AS history_expelled_count,    -- [expulsions] Groups from which other accounts removed the account within the history, each after its messages of the same day. Null: as history_join_count.
    expelled_days::BIGINT
        AS history_expelled_days,     -- [expulsions] Days of the history with such removals. Null: as history_join_count.
    remover_count::BIGINT
        AS history_remover_count,     -- [expulsions] Accounts that removed it then; one that did so on several days counts on each. Null: as history_join_count.
    (CASE WHEN expelled_count >= $min_group_count THEN wilson_low(expelled_count, posted_count) END)::DOUBLE
        AS history_expelled_low_share -- [expulsions] Share of those groups among the groups that it posted to on those days, lower end of the 95 % interval. Null: fewer than three removed it, or no join and no removal on the date.
FROM visited
