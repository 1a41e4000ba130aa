/*
title    = "How often others who are strangers added the account"
rests_on = ["contacts", "unknown"]
*/
WITH flagged AS (
    SELECT DISTINCT account_id
    FROM staging.former_flag
    WHERE NOT is_shadow AND decision IN ('ban', 'review')
),

addition AS (
    SELECT
        add.other_id                                                                    AS account_id,
        count(*) FILTER (WHERE add.event_at >= night.day_start_at)                      AS today_count,
        count(*)                                                                        AS add_count,
        count(DISTINCT add.account_id)                                                  AS adder_count,
        count(DISTINCT judged_account.account_id) FILTER (WHERE judged_account.is_spam) AS spammer_count,
        count(DISTINCT flagged.account_id)                                              AS flagged_count
    FROM acts.add
    INNER JOIN staging.night
        ON add.event_at >= night.day_start_at - INTERVAL 1 DAY
    LEFT JOIN acts.judged_account
        ON add.account_id = judged_account.account_id
    LEFT JOIN flagged
        ON add.account_id = flagged.account_id
    WHERE NOT add.is_listed
    GROUP BY add.other_id
)

SELECT
    account_id            AS account_id,
    today_count::BIGINT   AS target_stranger_add_count,    -- [target] Adds of the account, on the date, by others that it does not, or cannot be known to, list. Null: none on the date or the day before.
    add_count::BIGINT     AS target_stranger_add_2d_count, -- [target] Such adds of it on the date and the day before. Null: none.
    adder_count::BIGINT   AS target_stranger_2d_count,     -- [target] How many such others added it on the date and the day before. Null: none.
    spammer_count::BIGINT AS target_spammer_2d_count,      -- [target] How many of them people found to be spam. Null: none added it.
    flagged_count::BIGINT AS target_flagged_2d_count       -- [target] How many of them earlier nights banned or sent to review. Null: none added it.
FROM addition
