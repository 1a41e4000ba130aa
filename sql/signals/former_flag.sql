/*
title = "What earlier nights decided of the account"
*/
SELECT
    former_flag.account_id
        AS account_id,
    count(DISTINCT former_flag.date)::BIGINT
        AS flagged_night_count,     -- [verdicts] Published nights before the date that flagged it. Null: none.
    count(DISTINCT former_flag.date) FILTER (WHERE former_flag.decision = 'ban')::BIGINT
        AS flagged_ban_night_count, -- [verdicts] Of those, such as banned it. Null: no night flagged it.
    ((unix_micros(max(night.day_start_at)) - unix_micros(max(former_flag.date)::TIMESTAMPTZ)) / 86400000000)::DOUBLE
        AS flagged_idle_days        -- [verdicts] Days from the last of those nights to the date; 1: the day before. Null: no night flagged it.
FROM staging.former_flag
CROSS JOIN staging.night
WHERE NOT former_flag.is_shadow
GROUP BY former_flag.account_id
