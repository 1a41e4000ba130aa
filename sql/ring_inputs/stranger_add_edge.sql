/*
title = "One row per account and stranger it added within the last days, for accounts that added enough strangers"
why   = "Ring detection compares who added which strangers; adds of friends hide nothing, and excuse nothing."

[params.min_target_count]
default = 20
least   = 2
unit    = "accounts"
help    = "Accounts that added fewer strangers within these days share too few with others and are left out."
*/
WITH stranger AS (
    SELECT
        bulk_add.account_id,
        bulk_add.target_id
    FROM acts.bulk_add
    INNER JOIN acts.acquaintance
        ON bulk_add.account_id = acquaintance.account_id AND bulk_add.target_id = acquaintance.other_id
    WHERE NOT coalesce(acquaintance.known_from_at < bulk_add.first_at, FALSE)
),

adder AS (
    SELECT account_id
    FROM stranger
    GROUP BY account_id
    HAVING count(*) >= $min_target_count
)

SELECT
    stranger.account_id   AS account_id,   -- The actor: the account that added.
    stranger.target_id    AS target_id,    -- The target.
    account.name::VARCHAR AS account_name, -- Name of the actor; sorting by it makes results independent of the order of the logs.
    target.name::VARCHAR  AS target_name   -- Name of the target.
FROM stranger
INNER JOIN adder
    ON stranger.account_id = adder.account_id
INNER JOIN staging.account_name AS account
    ON stranger.account_id = account.account_id
INNER JOIN staging.account_name AS target
    ON stranger.target_id = target.account_id
