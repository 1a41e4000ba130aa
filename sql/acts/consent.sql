/*
title = "Each account that a busy account approached on the date, and how that account took it"
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
    response.account_id                                                               AS account_id,  -- Who approached.
    response.other_id                                                                 AS other_id,    -- Whom: added, invited, written to first, or come by link to a group just made.
    response.is_message::BOOLEAN                                                      AS is_message,  -- Whether by a one-to-one message; false: into a group.
    response.is_known::BOOLEAN                                                        AS is_known,    -- Whether the other has an address book that can tell.
    response.is_listed::BOOLEAN                                                       AS is_listed,   -- Whether the other lists the account.
    ((response.is_listed OR response.is_agreed) AND NOT response.is_refused)::BOOLEAN AS is_agreed,   -- Whether the other lists the account, accepted, joined by link, answered or wrote in the group, and did not refuse.
    response.is_refused::BOOLEAN                                                      AS is_refused,  -- Whether the other left, was removed, declined, blocked or reported.
    (response.first_at < night.deadline_at)::BOOLEAN                                  AS has_had_time -- Whether the other had time to respond.
FROM response
CROSS JOIN staging.night
