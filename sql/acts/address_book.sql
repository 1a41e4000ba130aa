/*
title = "One row per address book entry that is valid on the date"
why   = "A re-run of an old night must use the contacts of that date, not those of today."
*/
WITH listing AS (
    -- A removal counts from the next day: an entry that exists when the date begins, or is added on it, is valid.
    SELECT
        contact.owner_id,
        contact.contact_id,
        max(CASE WHEN contact.change = 'add' THEN contact.date END)                                  AS added_on,
        max(CASE WHEN contact.change = 'remove' AND contact.date < night.date THEN contact.date END) AS removed_on
    FROM staging.contact
    CROSS JOIN staging.night
    GROUP BY contact.owner_id, contact.contact_id
)

SELECT
    owner_id   AS owner_id,  -- Owner of the address book.
    contact_id AS contact_id -- Account in the address book.
FROM listing
WHERE added_on >= coalesce(removed_on, added_on)
