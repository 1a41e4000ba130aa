/*
title    = "Whether those whom an account added know one another"
rests_on = ["contacts", "unknown"]
act      = "stranger_add"

[params.least_strangers]
default = 20
unit    = "accounts"
help    = "Who added fewer that do not list it is not asked about its circle."
*/
WITH target AS (
    SELECT
        add.account_id,
        add.other_id,
        bool_or(add.is_listed) AS is_listed
    FROM acts.add
    INNER JOIN staging.night
        ON add.event_at >= night.day_start_at AND night.has_contacts
    GROUP BY add.account_id, add.other_id
),

asked AS (
    SELECT
        account_id,
        count(book_owner.owner_id) AS known_count
    FROM target
    LEFT JOIN acts.book_owner
        ON target.other_id = book_owner.owner_id
    GROUP BY account_id
    HAVING count(*) FILTER (WHERE NOT is_listed) >= $least_strangers
),

listing AS (
    SELECT
        target.account_id,
        target.other_id,
        address_book.contact_id
    FROM target
    SEMI JOIN asked
        ON target.account_id = asked.account_id
    INNER JOIN acts.address_book
        ON target.other_id = address_book.owner_id AND target.other_id <> address_book.contact_id
),

acquainted AS (
    SELECT
        listing.account_id,
        count(DISTINCT listing.other_id) AS acquainted_count
    FROM listing
    SEMI JOIN target
        ON listing.account_id = target.account_id AND listing.contact_id = target.other_id
    GROUP BY listing.account_id
)

SELECT
    asked.account_id
        AS account_id,
    (coalesce(acquainted.acquainted_count, 0) / nullif(asked.known_count, 0))::DOUBLE
        AS add_acquainted_share -- [adds] Of those added on the date whose address book is known, the share that lists another one of those added. Null: fewer than `least_strangers` who do not list the adder, nobody known, or no contacts log.
FROM asked
LEFT JOIN acquainted
    ON asked.account_id = acquainted.account_id
