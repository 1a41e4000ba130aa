/*
title = "Sets of accounts that act together, each as it was found"
why   = "Six detectors find sets in different ways; the merge needs them in one table."
*/
SELECT
    'lockstep'::VARCHAR AS method,     -- How the set was found.
    set_number::INTEGER AS set_number, -- Which of those found so.
    account_id          AS account_id  -- Who is in it.
FROM rings.lockstep
UNION ALL
SELECT
    'block' AS method,
    set_number,
    account_id
FROM rings.block
WHERE set_number >= 0
UNION ALL
SELECT
    'registration' AS method,
    set_number,
    account_id
FROM rings.registration_set
UNION ALL
SELECT
    'group' AS method,
    set_number,
    account_id
FROM rings.group_set
UNION ALL
SELECT
    'rejection' AS method,
    set_number,
    account_id
FROM rings.rejection
UNION ALL
SELECT
    'cocluster' AS method,
    set_number,
    account_id
FROM rings.cocluster
