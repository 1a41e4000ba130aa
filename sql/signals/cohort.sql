/*
title    = "Accounts of the same place, group or hour that approach strangers on the date and get few answers"
why      = "Thirty accounts of one number range, or inactive until the same hour, that do the same have one operator."
rests_on = ["contacts", "unknown"]
act      = "cold_approach"
*/
WITH ranked AS (
    SELECT
        account_id,
        sender_count,
        sender_count / nullif(account_count, 0)     AS sender_share,
        poisson_log10(sender_count, expected_count) AS surprise
    FROM acts.cold_place
),

placed AS (
    SELECT
        account_id,
        sender_count,
        sender_share,
        surprise,
        row_number() OVER (
            PARTITION BY account_id
            ORDER BY surprise DESC, sender_share DESC, sender_count DESC
        ) AS place
    FROM ranked
)

SELECT
    cold_sender.account_id
        AS account_id,
    placed.sender_count::BIGINT
        AS cohort_place_count,    -- [cohort] Accounts registered on its device, on its network or with its phone prefix, or that came to a group with it, that each approached several strangers on the date and got few answers, itself included; of these, the most improbable. Null: the account did not do so, or no place is given.
    placed.sender_share::DOUBLE
        AS cohort_place_share,    -- [cohort] Share of them among all accounts registered or come there. Null: as cohort_place_count.
    round(placed.surprise, 3)::DOUBLE
        AS cohort_place_log10,    -- [cohort] How improbable that number is: -log10 of the Poisson probability of at least this number, given the share of such accounts in the whole night (Chernoff bound). Null: as cohort_place_count.
    awakening.near_count::BIGINT
        AS cohort_awakened_count, -- [cohort] Accounts without any activity on earlier days that began to approach strangers within half an hour of it, itself included. Null: the account did not, was active before, or is younger than 30 days.
    round(poisson_log10(awakening.near_count, awakening.expected_count), 3)::DOUBLE
        AS cohort_awakened_log10, -- [cohort] How improbable that number is: -log10 of the Poisson probability of at least this number in an hour, given the other hours of the date (Chernoff bound). Null: as cohort_awakened_count.
    (awakening.near_count / nullif(awakening.expected_count, 0))::DOUBLE
        AS cohort_awakened_ratio  -- [cohort] cohort_awakened_count / mean number in one of the other hours of the date. Null: as cohort_awakened_count.
FROM acts.cold_sender
LEFT JOIN placed
    ON cold_sender.account_id = placed.account_id AND placed.place = 1
LEFT JOIN acts.awakening
    ON cold_sender.account_id = awakening.account_id
