/*
title = "One row per event that a reason of a flag rests on"
why   = "Every flag must be traceable to log events, for review and for an appeal by the account's owner."
*/
WITH numbered AS (
    SELECT
        account.name    AS account_id,
        event.rule,
        event.event_at,
        event.log,
        event.action,
        group_name.name AS group_id,
        other.name      AS other_id,
        event_name.name AS event_id,
        row_number() OVER (
            PARTITION BY account.name, event.rule
            ORDER BY event.event_at, event.log, event.action, group_name.name, other.name, event_name.name
        )               AS place
    FROM evidence.event
    INNER JOIN staging.account_name AS account
        ON event.account_id = account.account_id
    LEFT JOIN staging.account_name AS other
        ON event.other_id = other.account_id
    LEFT JOIN staging.group_name
        ON event.group_id = group_name.group_id
    LEFT JOIN staging.event_name
        ON event.log = event_name.log AND event.event_id = event_name.event_id
)

SELECT
    account_id::VARCHAR   AS account_id, -- The flagged account.
    rule::VARCHAR         AS rule,       -- The rule whose reason rests on the event.
    event_at::TIMESTAMPTZ AS event_at,   -- Time of the event.
    log::VARCHAR          AS log,        -- The log that holds the event.
    action::VARCHAR       AS action,     -- The membership log's action; null: a message.
    group_id::VARCHAR     AS group_id,   -- The group.
    other_id::VARCHAR     AS other_id,   -- The target of the event.
    event_id::VARCHAR     AS event_id    -- The event's id in the log.
FROM numbered
WHERE place <= $max_rows
