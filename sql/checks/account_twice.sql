/*
title = "An account stands twice among the signals, so a signals file has more than one row an account"
*/
SELECT
    account_id       AS account_id, -- Which account.
    count(*)::BIGINT AS row_count   -- How often it stands there.
FROM score.account_signal
GROUP BY account_id
HAVING count(*) > 1
