/*
title = "One row per account, target and kind of choice: an add or a first contact"
why   = "A new account has no history; the targets it chooses first are the earliest evidence about it."

[params.patience_hours]
default = 1
unit    = "hours"
help    = "Targets chosen later than this before the end of the date had no time to reply and are left out."
*/
WITH chosen AS (
    SELECT
        account_id,
        other_id,
        'add'                AS kind,
        min(event_at)        AS chosen_at,
        bool_or(is_answered) AS is_answered
    FROM acts.add
    GROUP BY account_id, other_id
    UNION ALL
    SELECT
        account_id,
        other_id,
        'message' AS kind,
        first_at  AS chosen_at,
        is_answered
    FROM acts.message_contact
    WHERE is_first
)

SELECT
    chosen.account_id             AS account_id, -- The actor.
    chosen.other_id               AS other_id,   -- The target.
    chosen.kind::VARCHAR          AS kind,       -- add (since the day before) or message (on the date).
    chosen.chosen_at::TIMESTAMPTZ AS chosen_at,  -- Time of the first such add or message.
    chosen.is_answered::BOOLEAN   AS is_answered -- True where the target has since replied to the actor or posted in the group.
FROM chosen
INNER JOIN staging.night
    ON unix_micros(chosen.chosen_at) < unix_micros(night.day_end_at) - $patience_hours * 3600000000
