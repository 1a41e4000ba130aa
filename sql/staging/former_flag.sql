/*
title = "One row per account and earlier night that flagged it, from the published flags"
why   = "Analysts and rules need to know whether an account was flagged before, and since when."
*/
SELECT
    account_name.account_id               AS account_id,       -- The flagged account.
    published_flag.date::DATE             AS date,             -- Night that flagged it.
    published_flag.is_shadow::BOOLEAN     AS is_shadow,        -- True where the flag came from a rule in shadow mode.
    published_flag.decision::VARCHAR      AS decision,         -- Decision of that night: ban, review or watch.
    published_flag.first_flagged_on::DATE AS first_flagged_on  -- First night that flagged the account, as known on that night.
FROM staging.published_flag
INNER JOIN staging.account_name
    ON published_flag.account_id = account_name.name
