/*
title    = "Targets of the account that have refused many others too"
why      = "A campaign shares its work: each account asks a victim only a few times, all of them together a hundred."
rests_on = ["contacts", "unknown"]

[params.min_refused_count]
default = 5
least   = 2
unit    = "accounts"
help    = "A target is pressed if it refused at least this many strangers on the date and the day before."
*/
WITH refused AS (
    SELECT
        account_id,
        other_id
    FROM acts.invite
    WHERE is_declined AND NOT is_listed
    UNION
    SELECT
        account_id,
        other_id
    FROM acts.add
    WHERE left_at IS NOT NULL AND NOT is_listed
),

pressed AS (
    SELECT other_id
    FROM refused
    GROUP BY other_id
    HAVING count(*) >= $min_refused_count
)

SELECT
    refused.account_id AS account_id,
    count(*)::BIGINT   AS pressed_target_count -- [repeats] Targets that declined the account's invite or left its group, and did so to at least four other strangers on the date and the day before. Null: none.
FROM refused
SEMI JOIN pressed
    ON refused.other_id = pressed.other_id
GROUP BY refused.account_id
