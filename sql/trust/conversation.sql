/*
title = "One row per pair of accounts that write to each other"
why   = "Two-way conversations are hard to fake with strangers, so trust spreads over these pairs and over no others."
view  = true
*/
SELECT
    account_id AS account_id, -- One account of the pair.
    other_id   AS other_id    -- The other account.
FROM acts.message_contact
-- A pair has two rows in acts.message_contact where both wrote on the date.
WHERE (is_returned AND account_id < other_id) OR (is_reply AND NOT is_returned)
