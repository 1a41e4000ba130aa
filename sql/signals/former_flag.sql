/*
title = "Flags of the account on earlier nights"
why   = "An account that is flagged night after night is either a missed spammer or a false positive to be cleared."
*/
SELECT
    former_flag.account_id
        AS account_id,
    count(DISTINCT former_flag.date)::BIGINT
        AS flagged_night_count,     -- [verdicts] Published nights before the date that flagged the account. Null: none.
    count(DISTINCT former_flag.date) FILTER (WHERE former_flag.decision = 'ban')::BIGINT
        AS flagged_ban_night_count, -- [verdicts] Those nights whose decision was a ban. Null: no night flagged it.
    ((unix_micros(max(night.day_start_at)) - unix_micros(max(former_flag.date)::TIMESTAMPTZ)) / 86400000000)::DOUBLE
        AS flagged_idle_days        -- [verdicts] Days from the last such night to the date; 1: the day before. Null: no night flagged it.
FROM staging.former_flag
CROSS JOIN staging.night
WHERE NOT former_flag.is_shadow
GROUP BY former_flag.account_id
