/*
title    = "Who lists the account, and whom it lists"
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
        AS listed_by_count, -- [standing] Other address books that list the account on the date. Null: no contacts log.
    (CASE WHEN book_owner.owner_id IS NOT NULL THEN coalesce(counter.contact_count, 0) END)::BIGINT
        AS contact_count    -- [standing] Others in its own address book. Null: it never had one, or no contacts log.
FROM signals.activity
CROSS JOIN staging.night
LEFT JOIN counter
    ON activity.account_id = counter.account_id
LEFT JOIN acts.book_owner
    ON activity.account_id = book_owner.owner_id
