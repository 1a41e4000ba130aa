/*
title = "Whom the nights published before the date flagged"
*/
SELECT
    account_name.account_id               AS account_id,       -- Who was flagged.
    published_flag.date::DATE             AS date,             -- By which night.
    published_flag.is_shadow::BOOLEAN     AS is_shadow,        -- Whether by a rule in shadow.
    published_flag.decision::VARCHAR      AS decision,         -- ban, review or watch.
    published_flag.first_flagged_on::DATE AS first_flagged_on  -- The first night known then that had flagged it.
FROM staging.published_flag
INNER JOIN staging.account_name
    ON published_flag.account_id = account_name.name
