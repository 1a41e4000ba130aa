/*
title    = "Invites of the date, and how those of the day before were answered"
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
    -- What is a day old and has no answer has expired.
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
    today.group_count::BIGINT                                      AS invite_group_count,           -- [invites] Groups that others were invited into on the date. Null: no invites.
    (today.stranger_count / nullif(today.invite_count, 0))::DOUBLE AS invite_stranger_share,        -- [invites] Of the invites on the date, the share to accounts that do not, or cannot be known to, list the inviter. Null: no invites.
    today.accepted_count::BIGINT                                   AS invite_accepted_count,        -- [invites] Invites of the date that were accepted since. Null: no invites.
    today.declined_count::BIGINT                                   AS invite_declined_count,        -- [invites] Invites of the date that were declined since. Null: no invites.
    ripe.invite_count::BIGINT                                      AS invite_before_count,          -- [invites] Invites on the day before. Null: none.
    (ripe.accepted_count / nullif(ripe.invite_count, 0))::DOUBLE   AS invite_before_accepted_share, -- [invites] Of those of the day before, the share accepted by the end of the date. Null: no invites on the day before.
    (ripe.declined_count / nullif(ripe.invite_count, 0))::DOUBLE   AS invite_before_declined_share, -- [invites] Of those of the day before, the share declined by the end of the date. Null: no invites on the day before.
    (ripe.expired_count / nullif(ripe.invite_count, 0))::DOUBLE    AS invite_before_expired_share   -- [invites] Of those of the day before, the share that nobody answered by the end of the date. Null: no invites on the day before.
FROM today
FULL JOIN ripe
    ON today.account_id = ripe.account_id
