/*
title  = "One row per add of an account that a third one removed after its messages"
why    = "A lead brings its posters into a group; the admins remove them, and the lead itself may never post."
log    = "membership_events"
action = "add"

[sliding]
seconds  = 86400
distinct = ["other_id"]
*/
SELECT
    add_event.account_id            AS account_id, -- The account that added.
    add_event.other_id              AS other_id,   -- The target.
    add_event.group_id              AS group_id,   -- The group.
    add_event.event_at::TIMESTAMPTZ AS event_at,   -- Time of the add.
    add_event.event_id              AS event_id    -- The event's id in the log.
FROM acts.add_event
INNER JOIN acts.visit
    ON add_event.other_id = visit.account_id AND add_event.group_id = visit.group_id
SEMI JOIN acts.expulsion
    ON
        add_event.other_id = expulsion.account_id
        AND add_event.group_id = expulsion.group_id
        AND add_event.account_id <> expulsion.other_id
-- The removal followed a message, so it followed the add too.
WHERE visit.first_posted_at > add_event.event_at
