/*
title = "Promotions of other accounts by the account"
why   = "An account that creates groups hands them over by promotion before its partner fills them."
*/
SELECT
    promotion_day.account_id                       AS account_id,
    count(*)::BIGINT                               AS promotion_count,      -- [groups] Promotions on the date; an account counts once per group. Null: none.
    count(DISTINCT promotion_day.group_id)::BIGINT AS promotion_group_count -- [groups] Groups in which the account promoted others on the date. Null: none.
FROM history.promotion_day
INNER JOIN staging.night
    ON promotion_day.date = night.date
GROUP BY promotion_day.account_id
