/*
title    = "Share of the added accounts that know one another"
why      = "People who are added to a club or a family group know each other; the targets of spam do not."
rests_on = ["contacts", "unknown"]
act      = "stranger_add"

[params.min_strangers]
default = 20
unit    = "accounts"
help    = "Accounts that added fewer strangers get no value."
*/
WITH asked AS (
    SELECT
        added_account.account_id,
        count(*) FILTER (WHERE added_account.is_known) AS known_count
    FROM acts.added_account
    INNER JOIN staging.night
        ON night.has_contacts
    GROUP BY added_account.account_id
    HAVING count(*) FILTER (WHERE NOT added_account.is_listed) >= $min_strangers
),

listing AS (
    SELECT
        added_account.account_id,
        added_account.other_id,
        address_book.contact_id
    FROM acts.added_account
    SEMI JOIN asked
        ON added_account.account_id = asked.account_id
    INNER JOIN acts.address_book
        ON added_account.other_id = address_book.owner_id AND added_account.other_id <> address_book.contact_id
),

acquainted AS (
    SELECT
        listing.account_id,
        count(DISTINCT listing.other_id) AS acquainted_count
    FROM listing
    SEMI JOIN acts.added_account
        ON listing.account_id = added_account.account_id AND listing.contact_id = added_account.other_id
    GROUP BY listing.account_id
)

SELECT
    asked.account_id
        AS account_id,
    (coalesce(acquainted.acquainted_count, 0) / nullif(asked.known_count, 0))::DOUBLE
        AS add_acquainted_share -- [adds] Share of the targets with known contacts that have another target of the date as a contact. Null: fewer than `min_strangers` targets without the actor as a contact, no target with known contacts, or no contacts log.
FROM asked
LEFT JOIN acquainted
    ON asked.account_id = acquainted.account_id
