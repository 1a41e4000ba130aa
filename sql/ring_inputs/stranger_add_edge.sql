/*
title = "One row per account and stranger it added within the last days, for accounts that mostly add strangers"
why   = "Ring detection compares who added which strangers; adders of friends and welcome adders only blur it."

[params.min_target_count]
default = 20
least   = 2
unit    = "accounts"
help    = "Accounts that added fewer strangers within these days share too few with others and are left out."

[params.min_stranger_share]
default = 0.5
unit    = "share"
help    = "Accounts with a smaller share of strangers among their targets act among people they know."

[params.min_reception_bits]
default = -10.0
least   = -1000
unit    = "bits"
help    = "Accounts whose strangers respond this well or better (add_stranger_reception_bits) are left out."
*/
WITH pair AS (
    SELECT
        bulk_add.account_id,
        bulk_add.target_id,
        NOT coalesce(acquaintance.known_from_at < bulk_add.first_at, FALSE) AS is_stranger
    FROM acts.bulk_add
    INNER JOIN acts.acquaintance
        ON bulk_add.account_id = acquaintance.account_id AND bulk_add.target_id = acquaintance.other_id
),

adder AS (
    SELECT account_id
    FROM pair
    GROUP BY account_id
    HAVING
        count(*) FILTER (WHERE is_stranger) >= $min_target_count
        AND count(*) FILTER (WHERE is_stranger) >= count(*) * $min_stranger_share
)

SELECT
    pair.account_id       AS account_id,   -- The actor: the account that added.
    pair.target_id        AS target_id,    -- The target.
    account.name::VARCHAR AS account_name, -- Name of the actor; sorting by it makes results independent of the order of the logs.
    target.name::VARCHAR  AS target_name   -- Name of the target.
FROM pair
INNER JOIN adder
    ON pair.account_id = adder.account_id
INNER JOIN staging.account_name AS account
    ON pair.account_id = account.account_id
INNER JOIN staging.account_name AS target
    ON pair.target_id = target.account_id
LEFT JOIN signals.add_reception AS reception
    ON pair.account_id = reception.account_id
WHERE pair.is_stranger AND coalesce(reception.add_stranger_reception_bits, 0) > $min_reception_bits
