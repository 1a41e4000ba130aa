/*
title = "Earlier human verdict on the account"
why   = "A person who looked at the account knows more than any signal, as long as the verdict is recent."
*/
SELECT
    judged_account.account_id
        AS account_id,
    judged_account.is_spam::BIGINT
        AS judged_spam_count, -- [verdicts] 1 where the latest verdict on the account is spam, 0 where it is legitimate. Null: no verdict.
    ((unix_micros(night.day_end_at) - unix_micros(judged_account.decided_at)) / 86400000000)::DOUBLE
        AS judged_age_days    -- [verdicts] Days from that verdict to the end of the date. Null: no verdict.
FROM acts.judged_account
CROSS JOIN staging.night
