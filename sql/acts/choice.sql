/*
title = "Whom accounts chose of themselves, by an add or as a first contact, and who of them answered"

[params.patience_hours]
default = 1
unit    = "hours"
help    = "Who was chosen later than this before the date's end has not had time to answer, and tells nothing."
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
    chosen.account_id             AS account_id, -- Who chose.
    chosen.other_id               AS other_id,   -- Whom.
    chosen.kind::VARCHAR          AS kind,       -- add: since the day before; message: on the date.
    chosen.chosen_at::TIMESTAMPTZ AS chosen_at,  -- When first.
    chosen.is_answered::BOOLEAN   AS is_answered -- Whether the other wrote back or in the group since.
FROM chosen
INNER JOIN staging.night
    ON unix_micros(chosen.chosen_at) < unix_micros(night.day_end_at) - $patience_hours * 3600000000
