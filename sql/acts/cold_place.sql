/*
title = "One row per cold sender and what it shares with others: a place of registration, or a group it came to"
why   = "A place or a group where a third of the accounts approach strangers on one date belongs to a farm."

[params.min_sender_count]
default = 3
least   = 2
unit    = "accounts"
help    = "Places and groups with fewer cold senders are left out: two may meet by chance."
*/
WITH sender AS (
    SELECT
        place.account_id,
        place.kind,
        place.name
    FROM acts.place
    SEMI JOIN acts.cold_sender
        ON place.account_id = cold_sender.account_id
),

-- Groups are compared with groups, and places of registration of one kind with each other.
overall AS (
    SELECT
        total.kind,
        coalesce(cold.sender_count, 0) / nullif(total.account_count, 0) AS sender_share
    FROM (
        SELECT
            kind,
            count(*) AS account_count
        FROM acts.place
        GROUP BY kind
    ) AS total
    LEFT JOIN (
        SELECT
            kind,
            count(*) AS sender_count
        FROM sender
        GROUP BY kind
    ) AS cold
        ON total.kind = cold.kind
),

shared AS (
    SELECT
        kind,
        name,
        count(*) AS sender_count
    FROM sender
    GROUP BY kind, name
    HAVING count(*) >= $min_sender_count
),

counter AS (
    SELECT
        place.kind,
        place.name,
        count(*) AS account_count
    FROM acts.place
    SEMI JOIN shared
        ON place.kind = shared.kind AND place.name = shared.name
    GROUP BY place.kind, place.name
)

SELECT
    sender.account_id                                      AS account_id,    -- The cold sender.
    sender.kind::VARCHAR                                   AS kind,          -- device, network, prefix (of registration) or group (it came to it on the date or the day before).
    sender.name::VARCHAR                                   AS place,         -- The device, network, phone prefix or group.
    shared.sender_count::BIGINT                            AS sender_count,  -- Cold senders that share it, itself included.
    counter.account_count::BIGINT                          AS account_count, -- All accounts that share it.
    (counter.account_count * overall.sender_share)::DOUBLE AS expected_count -- Cold senders to expect among them, by their share among all accounts with a place of that kind.
FROM sender
INNER JOIN shared
    ON sender.kind = shared.kind AND sender.name = shared.name
INNER JOIN counter
    ON sender.kind = counter.kind AND sender.name = counter.name
INNER JOIN overall
    ON sender.kind = overall.kind
