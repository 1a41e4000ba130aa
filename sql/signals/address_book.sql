/*
title    = "Accounts that have the account as a contact, and its own contacts"
why      = "A person is in the address books of friends; a spam account is in none, whatever else it imitates."
rests_on = ["contacts"]
*/
WITH entry AS (
    SELECT
        contact_id AS account_id,
        1          AS listed_by,
        0          AS lists
    FROM acts.address_book
    WHERE owner_id <> contact_id
    UNION ALL
    SELECT
        owner_id AS account_id,
        0        AS listed_by,
        1        AS lists
    FROM acts.address_book
    WHERE owner_id <> contact_id
),

counter AS (
    SELECT
        account_id,
        sum(listed_by) AS listed_by_count,
        sum(lists)     AS contact_count
    FROM entry
    GROUP BY account_id
)

SELECT
    activity.account_id
        AS account_id,
    (CASE WHEN night.has_contacts THEN coalesce(counter.listed_by_count, 0) END)::BIGINT
        AS listed_by_count, -- [standing] Other accounts that have the account as a contact on the date. Null: no contacts log.
    (CASE WHEN book_owner.owner_id IS NOT NULL THEN coalesce(counter.contact_count, 0) END)::BIGINT
        AS contact_count    -- [standing] Contacts of the account itself. Null: its contacts are unknown, or no contacts log.
FROM signals.activity
CROSS JOIN staging.night
LEFT JOIN counter
    ON activity.account_id = counter.account_id
LEFT JOIN acts.book_owner
    ON activity.account_id = book_owner.owner_id
