/*
title = "Who blocked or reported the account"
*/
SELECT
    reported_id                                                           AS account_id,
    count(DISTINCT reporter_id)::BIGINT                                   AS complainer_count, -- [reports] Accounts that blocked or reported it within the history. Null: none, or no reports log.
    count(DISTINCT CASE WHEN kind = 'block' THEN reporter_id END)::BIGINT AS blocker_count     -- [reports] Accounts that blocked it within the history. Null: none complained, or no reports log.
FROM staging.report
WHERE reporter_id <> reported_id
GROUP BY reported_id
