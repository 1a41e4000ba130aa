/*
title  = "Sets of accounts that act together, as the fusion of those that are one takes them"
kernel = "fusion"

[params.least_share]
default = 0.6
unit    = "share"
help    = "Sets are one where so much of the smaller one is in the other."

[params.least_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Fewer that are left of a set, the others being in a larger one, are none."
*/
WITH found AS (
    SELECT
        'lockstep' AS method,
        set_number,
        account_id
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
)

SELECT
    found.method::VARCHAR         AS method,             -- How the set was found.
    found.set_number::INTEGER     AS set_number,         -- Which of those found so.
    found.account_id              AS account_id,         -- Who is in it.
    account_name.name::VARCHAR    AS account_name,       -- Its name: its order is the same however the logs are ordered.
    $least_share::DOUBLE          AS least_share,        -- So much of the smaller of two must be in the other.
    $least_account_count::INTEGER AS least_account_count -- So many must be left of one.
FROM found
INNER JOIN staging.account_name
    ON found.account_id = account_name.account_id
