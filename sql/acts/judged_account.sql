/*
title = "One row per account with a human verdict: the latest one"
why   = "People may change their mind about an account; everything that uses verdicts must use the same one."
*/
WITH latest AS (
    SELECT
        account_id,
        max(decided_at) AS decided_at
    FROM staging.verdict
    GROUP BY account_id
)

SELECT
    verdict.account_id                          AS account_id, -- The judged account.
    latest.decided_at::TIMESTAMPTZ              AS decided_at, -- Time of the verdict.
    bool_and(verdict.verdict = 'spam')::BOOLEAN AS is_spam     -- True where the verdict is spam; of several verdicts at one instant, legitimate counts.
FROM staging.verdict
INNER JOIN latest
    ON verdict.account_id = latest.account_id AND verdict.decided_at = latest.decided_at
GROUP BY verdict.account_id, latest.decided_at
