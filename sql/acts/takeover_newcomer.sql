/*
title = "One row per account that ousted admins, helper and stranger that the helper brought into their groups"
why   = "A hijacker often leaves the adding to accounts that it promotes; the strangers of all of them count together."
*/
WITH seized AS (
    SELECT
        account_id,
        group_id,
        min(event_at) AS ousted_at
    FROM acts.ousting
    GROUP BY account_id, group_id
),

-- The account itself, and the accounts that it promoted in the group.
team AS (
    SELECT
        account_id,
        account_id AS member_id,
        group_id,
        ousted_at  AS since_at
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
),

approach AS (
    SELECT
        account_id,
        other_id,
        group_id,
        event_at
    FROM acts.add
    WHERE NOT is_listed
    UNION ALL
    SELECT
        account_id,
        other_id,
        group_id,
        event_at
    FROM acts.invite
    WHERE NOT is_listed
)

-- An admin who ousts a hijacker brings back members that were removed: they are no newcomers.
SELECT DISTINCT
    team.account_id   AS account_id, -- The account that removed or demoted admins of the group.
    team.member_id    AS member_id,  -- The account that added or invited: itself, after it ousted an admin, or one that it promoted in the group.
    approach.other_id AS other_id    -- The stranger; no account that was removed from the group before.
FROM team
INNER JOIN approach
    ON team.member_id = approach.account_id AND team.group_id = approach.group_id AND team.since_at < approach.event_at
ANTI JOIN staging.membership_event AS former
    ON
        former.action = 'remove'
        AND approach.other_id = former.account_id
        AND approach.group_id = former.group_id
        AND former.event_at < approach.event_at
