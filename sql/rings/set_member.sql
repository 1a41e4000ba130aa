/*
title  = "Sets of accounts that act together, as the fusion of those that are one takes them"
why    = "Several detectors find the same ring in part; without a merge it would count as several weak ones."
kernel = "fusion"

[params.least_share]
default = 0.6
unit    = "share"
help    = "Sets are one where so much of the smaller one is in the other."

[params.least_likeness]
default = 0.3
unit    = "share"
help    = "And where that shares as much with the rest of the other as with itself, or such a part of it."

[params.least_work]
default = 0.4
unit    = "share"
help    = "Whoever added fewer that others of its set added too than so much of what the median member has is none."

[params.least_closeness]
default = 0.7
unit    = "share"
help    = "And by how much better than everybody the others must foresee its adds: such a part of the upper quartile."

[params.least_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Fewer that are left of a set, the others being in a larger one, are none."
*/
SELECT
    found.method::VARCHAR         AS method,             -- How the set was found; null: whom a member of one added.
    found.set_number::INTEGER     AS set_number,         -- Which of those found so.
    found.account_id              AS account_id,         -- Who is in it, or added.
    NULL                          AS target_id,          -- Whom, one that two strangers or more added; null: who is in it.
    account_name.name::VARCHAR    AS account_name,       -- Its name: its order is the same however the logs are ordered.
    NULL::BOOLEAN                 AS is_listed,          -- Whether that one listed it, and is no stranger; null: who is in it.
    NULL::BOOLEAN                 AS is_told,            -- Whether that one, a stranger, had time to take it in any way.
    NULL::BOOLEAN                 AS is_gone,            -- Whether that one left, was removed, blocked or reported.
    NULL::BOOLEAN                 AS is_answered,        -- Whether that one stayed and wrote back or in the group.
    NULL::BIGINT                  AS actor_count,        -- How many accounts added that one as a stranger; null: who is in it.
    NULL::BIGINT                  AS act_count,          -- How many such adds of all accounts there are.
    NULL::BIGINT                  AS target_count,       -- To how many targets.
    NULL::BIGINT                  AS world_size,         -- Of how many accounts that there are.
    $least_share::DOUBLE          AS least_share,        -- So much of the smaller of two must be in the other.
    $least_likeness::DOUBLE       AS least_likeness,     -- And so alike what they share with it.
    $least_work::DOUBLE           AS least_work,         -- So much of the median member's work each must share.
    $least_closeness::DOUBLE      AS least_closeness,    -- And so well the others must foresee it.
    $least_account_count::INTEGER AS least_account_count -- So many must be left of one.
FROM rings.found
INNER JOIN staging.account_name
    ON found.account_id = account_name.account_id
UNION ALL
SELECT
    NULL                          AS method,
    NULL                          AS set_number,
    shared_add.account_id         AS account_id,
    shared_add.target_id          AS target_id,
    account_name.name::VARCHAR    AS account_name,
    shared_add.is_listed          AS is_listed,
    shared_add.is_told            AS is_told,
    shared_add.is_gone            AS is_gone,
    shared_add.is_answered        AS is_answered,
    shared_add.actor_count        AS actor_count,
    shared_add.act_count          AS act_count,
    shared_add.target_count       AS target_count,
    shared_add.world_size         AS world_size,
    $least_share::DOUBLE          AS least_share,
    $least_likeness::DOUBLE       AS least_likeness,
    $least_work::DOUBLE           AS least_work,
    $least_closeness::DOUBLE      AS least_closeness,
    $least_account_count::INTEGER AS least_account_count
FROM rings.shared_add
INNER JOIN staging.account_name
    ON shared_add.account_id = account_name.account_id
