/*
title = "Since when each account has been flagged"
*/
SELECT
    account_id                  AS account_id,      -- Who.
    is_shadow::BOOLEAN          AS is_shadow,       -- Whether by rules in shadow.
    min(first_flagged_on)::DATE AS first_flagged_on -- The first night that flagged it.
FROM staging.former_flag
GROUP BY account_id, is_shadow
