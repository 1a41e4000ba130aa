/*
title    = "Invites of the date, and answers to the invites of the day before"
why      = "Spammers switch from adds to invites where adds are restricted; strangers leave most of them unanswered."
rests_on = ["contacts"]
act      = "stranger_invite"
*/
WITH today AS (
    SELECT
        invite.account_id,
        count(*)                                     AS invite_count,
        count(DISTINCT invite.other_id)              AS target_count,
        count(DISTINCT invite.group_id)              AS group_count,
        count(*) FILTER (WHERE NOT invite.is_listed) AS stranger_count,
        count(*) FILTER (WHERE invite.is_accepted)   AS accepted_count,
        count(*) FILTER (WHERE invite.is_declined)   AS declined_count
    FROM acts.invite
    INNER JOIN staging.night
        ON invite.event_at >= night.day_start_at
    GROUP BY invite.account_id
),

ripe AS (
    -- An invite that is a day old without an answer counts as expired.
    SELECT
        invite.account_id,
        count(*)                                                                  AS invite_count,
        count(*) FILTER (WHERE invite.is_accepted)                                AS accepted_count,
        count(*) FILTER (WHERE invite.is_declined)                                AS declined_count,
        count(*) FILTER (WHERE NOT invite.is_accepted AND NOT invite.is_declined) AS expired_count
    FROM acts.invite
    INNER JOIN staging.night
        ON invite.event_at < night.day_start_at AND invite.event_at >= night.day_start_at - INTERVAL 1 DAY
    GROUP BY invite.account_id
)

SELECT
    coalesce(today.account_id, ripe.account_id)                    AS account_id,
    today.invite_count::BIGINT                                     AS invite_count,                 -- [invites] Invites on the date. Null: none.
    today.target_count::BIGINT                                     AS invite_target_count,          -- [invites] Distinct accounts invited on the date. Null: no invites.
    today.group_count::BIGINT                                      AS invite_group_count,           -- [invites] Groups that the account invited others into on the date. Null: no invites.
    (today.stranger_count / nullif(today.invite_count, 0))::DOUBLE AS invite_stranger_share,        -- [invites] Share of the invites on the date to accounts that do not have the actor as a contact (or whose contacts are unknown). Null: no invites.
    today.accepted_count::BIGINT                                   AS invite_accepted_count,        -- [invites] Invites of the date that have been accepted. Null: no invites.
    today.declined_count::BIGINT                                   AS invite_declined_count,        -- [invites] Invites of the date that have been declined. Null: no invites.
    ripe.invite_count::BIGINT                                      AS invite_before_count,          -- [invites] Invites on the day before. Null: none.
    (ripe.accepted_count / nullif(ripe.invite_count, 0))::DOUBLE   AS invite_before_accepted_share, -- [invites] Share of the invites of the day before accepted by the end of the date. Null: no invites on the day before.
    (ripe.declined_count / nullif(ripe.invite_count, 0))::DOUBLE   AS invite_before_declined_share, -- [invites] Share of the invites of the day before declined by the end of the date. Null: no invites on the day before.
    (ripe.expired_count / nullif(ripe.invite_count, 0))::DOUBLE    AS invite_before_expired_share   -- [invites] Share of the invites of the day before without an answer by the end of the date. Null: no invites on the day before.
FROM today
FULL JOIN ripe
    ON today.account_id = ripe.account_id
