/*
title    = "Adds of the account by strangers"
why      = "Strangers rarely add one account often; such an account is a victim, or a bot that pads a ring."
rests_on = ["contacts", "unknown"]
*/
WITH named AS (
    SELECT
        account_id,
        TRUE  AS is_spam,
        FALSE AS is_flagged
    FROM acts.judged_account
    WHERE is_spam
    UNION ALL
    SELECT
        account_id,
        FALSE AS is_spam,
        TRUE  AS is_flagged
    FROM staging.former_flag
    WHERE NOT is_shadow AND decision IN ('ban', 'review')
),

suspect AS (
    -- Suspects are few, so their adds are counted in a separate, cheap step.
    SELECT
        account_id,
        bool_or(is_spam)    AS is_spam,
        bool_or(is_flagged) AS is_flagged
    FROM named
    GROUP BY account_id
),

suspected AS (
    SELECT
        add.other_id                                                         AS account_id,
        count(DISTINCT suspect.account_id) FILTER (WHERE suspect.is_spam)    AS spammer_count,
        count(DISTINCT suspect.account_id) FILTER (WHERE suspect.is_flagged) AS flagged_count
    FROM acts.add
    INNER JOIN staging.night
        ON add.event_at >= night.day_start_at - INTERVAL 1 DAY
    INNER JOIN suspect
        ON add.account_id = suspect.account_id
    WHERE NOT add.is_listed
    GROUP BY add.other_id
),

adder AS (
    -- Grouping twice is cheaper than count(DISTINCT adder).
    SELECT
        add.other_id,
        count(*) FILTER (WHERE add.event_at >= night.day_start_at) AS today_count,
        count(*)                                                   AS add_count
    FROM acts.add
    INNER JOIN staging.night
        ON add.event_at >= night.day_start_at - INTERVAL 1 DAY
    WHERE NOT add.is_listed
    GROUP BY add.other_id, add.account_id
),

addition AS (
    SELECT
        other_id         AS account_id,
        sum(today_count) AS today_count,
        sum(add_count)   AS add_count,
        count(*)         AS adder_count
    FROM adder
    GROUP BY other_id
)

SELECT
    addition.account_id                          AS account_id,
    addition.today_count::BIGINT                 AS target_stranger_add_count,    -- [target] Adds of the account on the date by actors that it does not have as contacts (or its contacts are unknown). Null: none on the date or the day before.
    addition.add_count::BIGINT                   AS target_stranger_add_2d_count, -- [target] Such adds of the account on the date and the day before. Null: none.
    addition.adder_count::BIGINT                 AS target_stranger_2d_count,     -- [target] Distinct actors of those adds. Null: none.
    coalesce(suspected.spammer_count, 0)::BIGINT AS target_spammer_2d_count,      -- [target] Those actors that have a spam verdict. Null: no such adds.
    coalesce(suspected.flagged_count, 0)::BIGINT AS target_flagged_2d_count       -- [target] Those actors that earlier nights decided to ban or review. Null: no such adds.
FROM addition
LEFT JOIN suspected
    ON addition.account_id = suspected.account_id
