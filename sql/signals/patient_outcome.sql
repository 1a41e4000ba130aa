/*
title    = "Responses of the strangers that low-and-slow adders recently added"
why      = "Many adds over weeks are innocent if the targets stay and talk; rules on slow adders need that check."
rests_on = ["contacts", "unknown"]
act      = "stranger_add"
*/
WITH person AS (
    -- Adds of the date and the day before; a target counts once.
    SELECT
        stranger_add.account_id,
        stranger_add.other_id,
        bool_or(stranger_add.is_unwanted) AS is_unwanted,
        bool_or(stranger_add.is_answered) AS is_answered
    FROM acts.stranger_add
    INNER JOIN acts.patient_adder
        ON stranger_add.account_id = patient_adder.account_id
    INNER JOIN staging.night
        ON stranger_add.event_at >= night.day_start_at - INTERVAL 1 DAY
    GROUP BY stranger_add.account_id, stranger_add.other_id
),

outcome AS (
    SELECT
        account_id,
        wilson_low(count(*) FILTER (WHERE is_unwanted), count(*))  AS unwanted_low,
        wilson_high(count(*) FILTER (WHERE is_answered), count(*)) AS answered_high
    FROM person
    GROUP BY account_id
)

SELECT
    account_id            AS account_id,
    unwanted_low::DOUBLE  AS add_stranger_2d_unwanted_low_share, -- [outcomes] Share that left, was removed, blocked or reported, of the strangers added on the date or the day before, lower end of the 95 % interval. Null: few adds within the history, no add on the date, or no stranger added on both days.
    answered_high::DOUBLE AS add_stranger_2d_answered_high_share -- [outcomes] Share that replied or posted in the group, of those strangers, upper end of the 95 % interval. Null: few adds within the history, no add on the date, or no stranger added on both days.
FROM outcome
