/*
title    = "Invites over the whole history, and acceptance among recently invited strangers"
why      = "An account that invites a few strangers every day passes the daily limits; almost nobody accepts."
rests_on = ["contacts", "unknown"]
act      = "stranger_invite"
*/
WITH person AS (
    -- Invites of the date and the day before; a target counts once.
    SELECT
        stranger_invite.account_id,
        stranger_invite.other_id,
        bool_or(stranger_invite.is_accepted) AS is_accepted
    FROM acts.stranger_invite
    INNER JOIN staging.night
        ON stranger_invite.event_at >= night.day_start_at - INTERVAL 1 DAY
    GROUP BY stranger_invite.account_id, stranger_invite.other_id
),

outcome AS (
    SELECT
        account_id,
        wilson_high(count(*) FILTER (WHERE is_accepted), count(*)) AS accepted_high
    FROM person
    GROUP BY account_id
),

inviting AS (
    SELECT
        account_day.account_id,
        sum(account_day.invite_count) AS invite_count,
        count(*)                      AS day_count
    FROM history.account_day
    CROSS JOIN staging.night
    WHERE account_day.invite_count > 0
    GROUP BY account_day.account_id
    HAVING max(account_day.date) = max(night.date)
)

SELECT
    inviting.account_id           AS account_id,
    inviting.invite_count::BIGINT AS history_invite_count,         -- [history] Invites within the history. Null: no invite on the date, or no stranger invited on it and the day before.
    inviting.day_count::BIGINT    AS history_invite_days,          -- [history] Days of the history with invites. Null: no invite on the date, or no stranger invited on it and the day before.
    outcome.accepted_high::DOUBLE AS invite_2d_accepted_high_share -- [outcomes] Share that accepted of the strangers invited on the date or the day before, upper end of the 95 % interval. Null: no invite on the date, or no stranger invited on it and the day before.
FROM inviting
INNER JOIN outcome
    ON inviting.account_id = outcome.account_id
