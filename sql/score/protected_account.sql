/*
title = "Accounts that people found legitimate, and lately enough to protect them from a ban"
*/
SELECT
    judged_account.account_id              AS account_id, -- Who is protected.
    judged_account.decided_at::TIMESTAMPTZ AS decided_at  -- When the verdict was given.
FROM acts.judged_account
CROSS JOIN staging.night
WHERE
    NOT judged_account.is_spam
    AND judged_account.decided_at + $protect_days * INTERVAL 1 DAY > night.day_start_at
