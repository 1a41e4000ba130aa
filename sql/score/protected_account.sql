/*
title = "Accounts that people found legitimate, and lately enough to protect them from a ban"
*/
WITH latest AS (
    -- Of verdicts of one instant, "legitimate" is the one that counts.
    SELECT
        verdict.account_id,
        max(verdict.decided_at) AS decided_at
    FROM staging.verdict
    GROUP BY verdict.account_id
)

SELECT
    verdict.account_id                   AS account_id, -- Who is protected.
    max(verdict.decided_at)::TIMESTAMPTZ AS decided_at  -- When the verdict was given.
FROM staging.verdict
INNER JOIN latest
    ON verdict.account_id = latest.account_id AND verdict.decided_at = latest.decided_at
CROSS JOIN staging.night
WHERE
    verdict.verdict = 'legitimate'
    AND verdict.decided_at + $protect_days * INTERVAL 1 DAY > night.day_start_at
GROUP BY verdict.account_id
