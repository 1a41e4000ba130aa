/*
title = "One row per account whose contacts are known"
why   = "Unknown contacts are not the same as no contacts; a ban must not rest on an address book that was never seen."
*/
SELECT DISTINCT owner_id AS owner_id -- Account whose address book ever had an entry.
FROM staging.contact
