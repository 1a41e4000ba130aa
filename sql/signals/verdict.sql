/*
title = "What people found of the account before"
*/
SELECT
    judged_account.account_id
        AS account_id,
    judged_account.is_spam::BIGINT
        AS judged_spam_count, -- [verdicts] 1 where the latest verdict on the account is spam, else 0. Null: never judged.
    ((unix_micros(night.day_end_at) - unix_micros(judged_account.decided_at)) / 86400000000)::DOUBLE
        AS judged_age_days    -- [verdicts] Days from that verdict to the end of the date. Null: never judged.
FROM acts.judged_account
CROSS JOIN staging.night
