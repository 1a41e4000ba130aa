/*
title = "Accounts that people judged spam"
*/
WITH judged AS (
    SELECT
        account_id,
        max(CASE WHEN verdict = 'spam' THEN decided_at END)       AS spam_at,
        max(CASE WHEN verdict = 'legitimate' THEN decided_at END) AS legitimate_at
    FROM staging.verdict
    GROUP BY account_id
)

SELECT
    account_id           AS account_id, -- Who; of two verdicts the later counts, and a tie speaks for the account.
    spam_at::TIMESTAMPTZ AS judged_at   -- When last.
FROM judged
WHERE spam_at > coalesce(legitimate_at, timestamp_micros(0))
