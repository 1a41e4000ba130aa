/*
title  = "Sets of accounts that act together, as the fusion of those that are one takes them"
kernel = "fusion"

[params.least_share]
default = 0.5
unit    = "share"
help    = "Sets are one where so much of the smaller one is in the other."

[params.least_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Fewer that are left of a set, the others being in a larger one, are none."
*/
SELECT
    'lockstep'::VARCHAR           AS method,             -- How the set was found.
    set_number::INTEGER           AS set_number,         -- Which of those found so.
    account_id                    AS account_id,         -- Who is in it.
    $least_share::DOUBLE          AS least_share,        -- So much of the smaller of two must be in the other.
    $least_account_count::INTEGER AS least_account_count -- So many must be left of one.
FROM rings.lockstep
UNION ALL
SELECT
    'block'::VARCHAR              AS method,
    set_number::INTEGER           AS set_number,
    account_id                    AS account_id,
    $least_share::DOUBLE          AS least_share,
    $least_account_count::INTEGER AS least_account_count
FROM rings.block
WHERE set_number >= 0
UNION ALL
SELECT
    'registration'::VARCHAR       AS method,
    set_number::INTEGER           AS set_number,
    account_id                    AS account_id,
    $least_share::DOUBLE          AS least_share,
    $least_account_count::INTEGER AS least_account_count
FROM rings.registration_set
UNION ALL
SELECT
    'rejection'::VARCHAR          AS method,
    set_number::INTEGER           AS set_number,
    account_id                    AS account_id,
    $least_share::DOUBLE          AS least_share,
    $least_account_count::INTEGER AS least_account_count
FROM rings.rejection
UNION ALL
SELECT
    'cocluster'::VARCHAR          AS method,
    set_number::INTEGER           AS set_number,
    account_id                    AS account_id,
    $least_share::DOUBLE          AS least_share,
    $least_account_count::INTEGER AS least_account_count
FROM rings.cocluster
