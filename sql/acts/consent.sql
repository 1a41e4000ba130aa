/*
title = "One row per target that a busy account approached on the date, with the target's response"
why   = "A teacher who adds 200 parents looks like a spammer until the parents' consent is counted."
*/
WITH objection AS (
    SELECT
        reported_id      AS account_id,
        reporter_id      AS other_id,
        max(reported_at) AS objected_at
    FROM staging.report
    GROUP BY reported_id, reporter_id
),

target AS (
    SELECT
        approached.account_id,
        approached.other_id,
        approached.is_message,
        min(approached.event_at)       AS first_at,
        bool_or(approached.is_known)   AS is_known,
        bool_or(approached.is_listed)  AS is_listed,
        bool_or(approached.is_agreed)  AS is_agreed,
        bool_or(approached.is_refused) AS is_refused
    FROM acts.approached
    INNER JOIN staging.night
        ON approached.event_at >= night.day_start_at
    GROUP BY approached.account_id, approached.other_id, approached.is_message
),

response AS (
    SELECT
        target.account_id,
        target.other_id,
        target.is_message,
        target.first_at,
        target.is_known,
        target.is_listed,
        target.is_agreed,
        target.is_refused OR coalesce(objection.objected_at >= target.first_at, FALSE) AS is_refused
    FROM target
    LEFT JOIN objection
        ON target.account_id = objection.account_id AND target.other_id = objection.other_id
)

SELECT
    response.account_id                                                               AS account_id,  -- The actor.
    response.other_id                                                                 AS other_id,    -- The target: added, invited, messaged first, or joined by link to a group that the actor just created.
    response.is_message::BOOLEAN                                                      AS is_message,  -- True for a one-to-one message, false for a group.
    response.is_known::BOOLEAN                                                        AS is_known,    -- True where the target's contacts are known.
    response.is_listed::BOOLEAN                                                       AS is_listed,   -- True where the target has the actor as a contact.
    ((response.is_listed OR response.is_agreed) AND NOT response.is_refused)::BOOLEAN AS is_agreed,   -- True where the target has the actor as a contact, accepted, joined by link, replied or posted, and did not refuse.
    response.is_refused::BOOLEAN                                                      AS is_refused,  -- True where the target left, was removed, declined, or blocked or reported the actor.
    (response.first_at < night.deadline_at)::BOOLEAN                                  AS has_had_time -- True where the target had time to respond before the end of the date.
FROM response
CROSS JOIN staging.night
