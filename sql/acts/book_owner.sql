/*
title = "Whose address book is known"
*/
SELECT DISTINCT owner_id AS owner_id -- Who ever had an entry in it.
FROM staging.contact
