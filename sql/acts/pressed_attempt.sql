/*
title = "One row per refused add or invite of a target that has refused many other strangers too"
why   = "A campaign shares its work: each account asks a victim only a few times, all of them together a hundred."
log   = "membership_events"

[params.min_refused_count]
default = 5
least   = 2
unit    = "accounts"
help    = "A target is pressed if it refused at least this many strangers on the date and the day before."

[sliding]
seconds  = 86400
distinct = ["other_id"]
*/
WITH refused AS (
    SELECT
        account_id,
        other_id,
        group_id,
        event_at,
        event_id,
        'invite' AS action
    FROM acts.invite
    WHERE is_declined AND NOT is_listed
    UNION ALL
    SELECT
        account_id,
        other_id,
        group_id,
        event_at,
        event_id,
        'add' AS action
    FROM acts.add
    WHERE left_at IS NOT NULL AND NOT is_listed
),

pressed AS (
    SELECT other_id
    FROM refused
    GROUP BY other_id
    HAVING count(DISTINCT account_id) >= $min_refused_count
)

SELECT
    refused.account_id            AS account_id, -- The actor.
    refused.other_id              AS other_id,   -- The target.
    refused.group_id              AS group_id,   -- The group.
    refused.event_at::TIMESTAMPTZ AS event_at,   -- Time of the add or invite.
    refused.action::VARCHAR       AS action,     -- add or invite.
    refused.event_id              AS event_id    -- The event's id in the log.
FROM refused
SEMI JOIN pressed
    ON refused.other_id = pressed.other_id
