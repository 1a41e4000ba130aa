/*
title    = "What became of the strangers that those lately added who add many over the history"
rests_on = ["contacts", "unknown"]
act      = "stranger_add"
*/
WITH person AS (
    -- What has become of those added on the date and the day before; a target counts once.
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
    unwanted_low::DOUBLE  AS add_stranger_2d_unwanted_low_share, -- [outcomes] At least this share of the strangers added on the date or the day before left, was removed, blocked or reported since (lower end of the 95 % interval). Null: few added within the history, nobody on the date, or no stranger on both days.
    answered_high::DOUBLE AS add_stranger_2d_answered_high_share -- [outcomes] At most this share of them wrote to the adder or in the group since (upper end). Null: few added within the history, nobody on the date, or no stranger on both days.
FROM outcome
