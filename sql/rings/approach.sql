/*
title = "Strangers whom those added within the last days who added many, mostly strangers, and were not welcome"
why   = "Ring detection compares who added which strangers; adders of friends and welcome adders only blur it."

[params.least_target_count]
default = 20
least   = 2
unit    = "accounts"
help    = "Whoever added fewer strangers within these days has too little in common with others."

[params.least_stranger_share]
default = 0.5
unit    = "share"
help    = "Whoever is listed by more of those it added acts among people that it knows."

[params.welcome_bits]
default = -10.0
least   = -1000
unit    = "bits"
help    = "Whose strangers lately took it so well or better (add_stranger_reception_bits) acts in no ring of spam."
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
        count(*) FILTER (WHERE is_stranger) >= $least_target_count
        AND count(*) FILTER (WHERE is_stranger) >= count(*) * $least_stranger_share
)

SELECT
    pair.account_id       AS account_id,   -- Who added.
    pair.target_id        AS target_id,    -- Whom.
    account.name::VARCHAR AS account_name, -- The name of who added: its order is the same however the logs are ordered.
    target.name::VARCHAR  AS target_name   -- The name of whom.
FROM pair
INNER JOIN adder
    ON pair.account_id = adder.account_id
INNER JOIN staging.account_name AS account
    ON pair.account_id = account.account_id
INNER JOIN staging.account_name AS target
    ON pair.target_id = target.account_id
LEFT JOIN signals.add_reception AS reception
    ON pair.account_id = reception.account_id
WHERE pair.is_stranger AND coalesce(reception.add_stranger_reception_bits, 0) > $welcome_bits
