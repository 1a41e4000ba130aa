/*
title = "Whom an account promoted"
*/
SELECT
    promotion_day.account_id                       AS account_id,
    count(*)::BIGINT                               AS promotion_count,      -- [groups] Promotions of others on the date, each once in a group. Null: none.
    count(DISTINCT promotion_day.group_id)::BIGINT AS promotion_group_count -- [groups] Groups in which it promoted others on the date. Null: none.
FROM history.promotion_day
INNER JOIN staging.night
    ON promotion_day.date = night.date
GROUP BY promotion_day.account_id
