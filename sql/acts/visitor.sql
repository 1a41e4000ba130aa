/*
title = "One row per account that came into many groups, or was removed from one, on the date or the day before"
why   = "Join-and-post spam never adds a stranger: only how its stays in groups end shows it."

[params.min_join_count]
default = 5
least   = 1
unit    = "groups"
help    = "Accounts that joined fewer groups by themselves, and were removed from none, are left out."
*/
SELECT account_id AS account_id -- The account.
FROM staging.membership_event
WHERE action IN ('join', 'accept', 'remove')
GROUP BY account_id
HAVING
    count(DISTINCT CASE WHEN action <> 'remove' THEN group_id END) >= $min_join_count
    OR count(*) FILTER (WHERE action = 'remove' AND actor_id <> account_id) > 0
