/*
title  = "One row per removal of another account that had been in the group since before the day before"
why    = "A moderator removes newcomers who spam; a hijacker removes members of long standing."
log    = "membership_events"
action = "remove"

[sliding]
seconds  = 3600
distinct = ["other_id"]
*/
WITH objection AS (
    SELECT
        reported_id      AS account_id,
        reporter_id      AS other_id,
        max(reported_at) AS objected_at
    FROM staging.report
    GROUP BY reported_id, reporter_id
)

SELECT
    membership_event.actor_id                                                    AS account_id,  -- The account that removed.
    membership_event.account_id                                                  AS other_id,    -- The removed account.
    membership_event.group_id                                                    AS group_id,    -- The group.
    membership_event.event_at::TIMESTAMPTZ                                       AS event_at,    -- Time of the removal.
    membership_event.event_id                                                    AS event_id,    -- The event's id in the log.
    coalesce(objection.objected_at >= membership_event.event_at, FALSE)::BOOLEAN AS is_objecting -- True where the removed account has since blocked or reported the actor.
FROM staging.membership_event
INNER JOIN acts.visit
    ON membership_event.account_id = visit.account_id AND membership_event.group_id = visit.group_id
LEFT JOIN objection
    ON membership_event.actor_id = objection.account_id AND membership_event.account_id = objection.other_id
WHERE
    membership_event.action = 'remove'
    AND membership_event.actor_id <> membership_event.account_id
    -- Whoever came back after the removal had been a member before it.
    AND coalesce(visit.came_at > membership_event.event_at, TRUE)
