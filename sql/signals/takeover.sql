/*
title    = "Admins that an account removed or demoted, and strangers that it or its helpers brought into their groups"
why      = "Owners change admins now and then; a hijacker removes them, and brings in its own or adds strangers."
rests_on = ["contacts", "unknown"]
*/
WITH led AS (
    SELECT
        account_id,
        count(DISTINCT other_id) AS stranger_count
    FROM acts.takeover_newcomer
    GROUP BY account_id
),

helped AS (
    SELECT
        member_id                AS account_id,
        count(DISTINCT other_id) AS stranger_count
    FROM acts.takeover_newcomer
    WHERE member_id <> account_id
    GROUP BY member_id
)

SELECT
    coalesce(peak.account_id, helped.account_id)
        AS account_id,
    peak.window_start_at::TIMESTAMPTZ
        AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ
        AS window_end_at,
    peak.window_count::BIGINT
        AS admin_ousted_24h_max_count,    -- [control] Most other admins that the account removed or demoted within 24 hours. Null: none on the date.
    (CASE WHEN peak.account_id IS NOT NULL THEN coalesce(led.stranger_count, 0) END)::BIGINT
        AS takeover_stranger_count,       -- [control] Strangers that it, or accounts that it promoted, added to or invited into the groups of those admins on the date or the day before. Null: no admin removed or demoted on the date.
    helped.stranger_count::BIGINT
        AS takeover_helper_stranger_count -- [control] Strangers that the account added to or invited into groups where it had been promoted by an account that removed or demoted other admins. Null: none.
FROM peak.ousting AS peak
FULL JOIN helped
    ON peak.account_id = helped.account_id
LEFT JOIN led
    ON peak.account_id = led.account_id
