/*
title = "Targets that known spam accounts had added before"
why   = "A new account that adds the victims of a banned one probably uses the same target list."
act   = "stranger_add"
*/
WITH spammed AS (
    SELECT
        add_pair_day.target_id     AS other_id,
        min(add_pair_day.first_at) AS first_at
    FROM history.add_pair_day
    INNER JOIN acts.judged_account
        ON add_pair_day.account_id = judged_account.account_id AND judged_account.is_spam
    GROUP BY add_pair_day.target_id
),

added AS (
    SELECT
        add.account_id,
        count(DISTINCT add.other_id) AS spammed_count
    FROM acts.add
    INNER JOIN staging.night
        ON add.event_at >= night.day_start_at
    INNER JOIN spammed
        ON add.other_id = spammed.other_id AND spammed.first_at < add.event_at
    ANTI JOIN acts.judged_account
        ON add.account_id = judged_account.account_id AND judged_account.is_spam
    GROUP BY add.account_id
),

known AS (
    SELECT count(*) AS spam_count
    FROM acts.judged_account
    WHERE is_spam
)

SELECT
    add_target.account_id
        AS account_id,
    (CASE WHEN known.spam_count > 0 THEN coalesce(added.spammed_count, 0) END)::BIGINT
        AS add_spammed_count, -- [adds] Targets of the date that an account with a spam verdict had added before, within the history; 0 for an account that has a spam verdict itself. Null: no adds, or no spam verdicts.
    (
        CASE WHEN known.spam_count > 0 THEN coalesce(added.spammed_count, 0) END
        / nullif(add_target.add_target_count, 0)
    )::DOUBLE
        AS add_spammed_share  -- [adds] Share of the targets of the date that an account with a spam verdict had added before. Null: no adds, or no spam verdicts.
FROM signals.add_target
CROSS JOIN known
LEFT JOIN added
    ON add_target.account_id = added.account_id
