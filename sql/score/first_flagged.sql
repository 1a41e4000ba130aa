/*
title = "One row per account flagged by an earlier night: the first such night"
why   = "Reviewers treat an account that has been flagged for a week differently from one flagged today."
*/
SELECT
    account_id                  AS account_id,      -- The flagged account.
    is_shadow::BOOLEAN          AS is_shadow,       -- True for flags of rules in shadow mode.
    min(first_flagged_on)::DATE AS first_flagged_on -- First night that flagged the account.
FROM staging.former_flag
GROUP BY account_id, is_shadow
