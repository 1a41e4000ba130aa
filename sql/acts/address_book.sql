/*
title = "Who lists whom on the date"
*/
WITH listing AS (
    -- A removal counts from the day after it: who was listed when the day began, or is on the day, is listed.
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
    owner_id   AS owner_id,  -- Whose address book it is.
    contact_id AS contact_id -- Whom it lists.
FROM listing
WHERE added_on >= coalesce(removed_on, added_on)
