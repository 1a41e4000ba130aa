/*
title = "One row per account that ousted admins, helper and stranger that the helper brought into their groups"
why   = "A hijacker often leaves the adding to accounts that it promotes; the strangers of all of them count together."
*/
WITH seized AS (
    SELECT DISTINCT
        account_id,
        group_id
    FROM acts.ousting
),

-- The account itself, and the accounts that it promoted in the group, from then on.
team AS (
    SELECT
        account_id,
        account_id        AS member_id,
        group_id,
        NULL::TIMESTAMPTZ AS promoted_at
    FROM seized
    UNION
    SELECT
        seized.account_id,
        promotion_day.target_id AS member_id,
        seized.group_id,
        promotion_day.promoted_at
    FROM seized
    INNER JOIN history.promotion_day
        ON seized.account_id = promotion_day.account_id AND seized.group_id = promotion_day.group_id
    INNER JOIN staging.night
        ON promotion_day.date >= night.date - INTERVAL 1 DAY
)

SELECT
    team.account_id AS account_id, -- The account that removed or demoted admins of the group.
    team.member_id  AS member_id,  -- The account that added or invited: itself, or one that it promoted in the group.
    add.other_id    AS other_id    -- The stranger.
FROM team
INNER JOIN acts.add
    ON team.member_id = add.account_id AND team.group_id = add.group_id
WHERE NOT add.is_listed AND coalesce(add.event_at > team.promoted_at, TRUE)
UNION
SELECT
    team.account_id,
    team.member_id,
    invite.other_id
FROM team
INNER JOIN acts.invite
    ON team.member_id = invite.account_id AND team.group_id = invite.group_id
WHERE NOT invite.is_listed AND coalesce(invite.event_at > team.promoted_at, TRUE)
