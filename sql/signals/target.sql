/*
title    = "How often others who are strangers added the account"
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
    -- Few: who of them added it is counted apart from all others.
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
    -- Grouping twice is cheaper than counting distinct adders.
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
    addition.today_count::BIGINT                 AS target_stranger_add_count,    -- [target] Adds of the account, on the date, by others that it does not, or cannot be known to, list. Null: none on the date or the day before.
    addition.add_count::BIGINT                   AS target_stranger_add_2d_count, -- [target] Such adds of it on the date and the day before. Null: none.
    addition.adder_count::BIGINT                 AS target_stranger_2d_count,     -- [target] How many such others added it on the date and the day before. Null: none.
    coalesce(suspected.spammer_count, 0)::BIGINT AS target_spammer_2d_count,      -- [target] How many of them people found to be spam. Null: none added it.
    coalesce(suspected.flagged_count, 0)::BIGINT AS target_flagged_2d_count       -- [target] How many of them earlier nights banned or sent to review. Null: none added it.
FROM addition
LEFT JOIN suspected
    ON addition.account_id = suspected.account_id
