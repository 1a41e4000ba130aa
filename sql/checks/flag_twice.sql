/*
title = "An account is flagged twice"
why   = "With two rows for one account, enforcement could apply two different decisions."
*/
SELECT
    account_id       AS account_id, -- The account.
    count(*)::BIGINT AS row_count   -- Number of its flags.
FROM score.flag
GROUP BY account_id
HAVING count(*) > 1
