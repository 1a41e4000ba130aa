/*
title    = "Admins that the account removed or demoted, and strangers that it then brought into their groups"
why      = "Owners change admins now and then; a hijacker removes them, and brings in its own or adds strangers."
rests_on = ["contacts", "unknown"]
*/
WITH seized AS (
    SELECT
        account_id,
        group_id,
        min(event_at) AS first_at
    FROM acts.ousting
    GROUP BY account_id, group_id
),

newcomer AS (
    SELECT
        seized.account_id,
        add.other_id
    FROM seized
    INNER JOIN acts.add
        ON seized.account_id = add.account_id AND seized.group_id = add.group_id
    WHERE NOT add.is_listed
    UNION
    SELECT
        seized.account_id,
        invite.other_id
    FROM seized
    INNER JOIN acts.invite
        ON seized.account_id = invite.account_id AND seized.group_id = invite.group_id
    WHERE NOT invite.is_listed
),

brought AS (
    SELECT
        account_id,
        count(*) AS stranger_count
    FROM newcomer
    GROUP BY account_id
)

SELECT
    peak.account_id                             AS account_id,
    peak.window_start_at::TIMESTAMPTZ           AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ             AS window_end_at,
    peak.window_count::BIGINT                   AS admin_ousted_24h_max_count, -- [control] Most other admins that the account removed or demoted within 24 hours. Null: none on the date.
    coalesce(brought.stranger_count, 0)::BIGINT AS takeover_stranger_count     -- [control] Strangers that it added to or invited into their groups on the date or the day before. Null: no admin removed or demoted on the date.
FROM peak.ousting AS peak
LEFT JOIN brought
    ON peak.account_id = brought.account_id
