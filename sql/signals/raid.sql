/*
title = "Accounts that came to a group together with the account and were removed like it"
why   = "Fifty new members within minutes may be a class; if most are removed after their messages, it is a raid."
act   = "expulsion"
*/
WITH largest AS (
    SELECT
        account_id,
        near_count,
        near_expelled_count,
        row_number() OVER (
            PARTITION BY account_id
            ORDER BY near_expelled_count DESC, near_count ASC
        ) AS place
    FROM acts.raid_arrival
)

SELECT
    account_id
        AS account_id,
    near_expelled_count::BIGINT
        AS raid_expelled_count,    -- [expulsions] Accounts that came to one of its groups within ten minutes of it and were removed by others after their messages, itself included. Null: no group removed it and at least four others.
    wilson_low(near_expelled_count, near_count)::DOUBLE
        AS raid_expelled_low_share -- [expulsions] Share of them among all accounts that came within those minutes, lower end of the 95 % interval. Null: as raid_expelled_count.
FROM largest
WHERE place = 1
