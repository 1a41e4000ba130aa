/*
title = "One row per account whose legitimate verdict is recent enough to protect it from a ban"
why   = "An account that a person cleared last week must not be banned by a program this week."
*/
SELECT
    judged_account.account_id              AS account_id, -- The protected account.
    judged_account.decided_at::TIMESTAMPTZ AS decided_at  -- Time of the verdict.
FROM acts.judged_account
CROSS JOIN staging.night
WHERE
    NOT judged_account.is_spam
    AND judged_account.decided_at + $protect_days * INTERVAL 1 DAY > night.day_start_at
