/*
title = "Accounts on which people decided, by their latest verdict"
*/
WITH latest AS (
    SELECT
        account_id,
        max(decided_at) AS decided_at
    FROM staging.verdict
    GROUP BY account_id
)

SELECT
    verdict.account_id                          AS account_id, -- About whom.
    latest.decided_at::TIMESTAMPTZ              AS decided_at, -- When.
    bool_and(verdict.verdict = 'spam')::BOOLEAN AS is_spam     -- Whether it was found to be spam; of verdicts of one instant, "legitimate" counts.
FROM staging.verdict
INNER JOIN latest
    ON verdict.account_id = latest.account_id AND verdict.decided_at = latest.decided_at
GROUP BY verdict.account_id, latest.decided_at
