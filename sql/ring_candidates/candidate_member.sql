/*
title = "One row per detector, set and member"
why   = "Six detectors find sets in different ways; the merge needs them in one table."
*/
SELECT
    'lockstep'::VARCHAR AS method,     -- Detector that found the set.
    set_number::INTEGER AS set_number, -- Number of the set within the detector.
    account_id          AS account_id  -- The member.
FROM ring_candidates.lockstep
UNION ALL
SELECT
    'block' AS method,
    set_number,
    account_id
FROM ring_candidates.block
WHERE set_number >= 0
UNION ALL
SELECT
    'registration' AS method,
    set_number,
    account_id
FROM ring_candidates.registration_set
UNION ALL
SELECT
    'group' AS method,
    set_number,
    account_id
FROM ring_candidates.group_set
UNION ALL
SELECT
    'rejection' AS method,
    set_number,
    account_id
FROM ring_candidates.rejection
UNION ALL
SELECT
    'cocluster' AS method,
    set_number,
    account_id
FROM ring_candidates.cocluster
