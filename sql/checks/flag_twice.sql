/*
title = "An account is flagged twice"
*/
SELECT
    account_id       AS account_id, -- Which account.
    count(*)::BIGINT AS row_count   -- How often it is flagged.
FROM score.flag
GROUP BY account_id
HAVING count(*) > 1
