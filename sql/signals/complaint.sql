/*
title = "Accounts that blocked or reported the account"
why   = "Complaints by many different accounts are the most direct sign of unwanted behaviour."
*/
WITH complaint AS (
    SELECT
        reported_id                                                   AS account_id,
        count(DISTINCT reporter_id)                                   AS complainer_count,
        count(DISTINCT CASE WHEN kind = 'block' THEN reporter_id END) AS blocker_count
    FROM staging.report
    WHERE reporter_id <> reported_id
    GROUP BY reported_id
)

SELECT
    activity.account_id                                                                    AS account_id,
    (CASE WHEN night.has_reports THEN coalesce(complaint.complainer_count, 0) END)::BIGINT AS complainer_count, -- [reports] Accounts that blocked or reported it within the history. Null: no reports log.
    (CASE WHEN night.has_reports THEN coalesce(complaint.blocker_count, 0) END)::BIGINT    AS blocker_count     -- [reports] Accounts that blocked it within the history. Null: no reports log.
FROM signals.activity
CROSS JOIN staging.night
LEFT JOIN complaint
    ON activity.account_id = complaint.account_id
