/*
title = "One row per cold sender that had been inactive: how many others awoke within half an hour of it"
why   = "Accounts that slept for weeks and begin within one hour were told to by one operator."
*/
WITH near AS (
    SELECT
        account_id,
        count(*) OVER (
            ORDER BY unix_micros(first_at)
            RANGE BETWEEN 1800000000 PRECEDING AND 1800000000 FOLLOWING
        )                AS near_count,
        count(*) OVER () AS total_count
    FROM acts.cold_sender
    WHERE is_awakened
)

SELECT
    account_id                                          AS account_id,    -- The account.
    near_count::BIGINT                                  AS near_count,    -- Inactive accounts that began within half an hour of it, itself included.
    ((2 * (total_count - near_count) + 1) / 46)::DOUBLE AS expected_count -- Mean number in one of the other 23 hours; half an account more keeps it above 0.
FROM near
