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
        1 / nullif(count(*), 0)                                   AS weight,
        count(*) FILTER (WHERE is_unwanted) / nullif(count(*), 0) AS unwanted,
        count(*) FILTER (WHERE is_answered) / nullif(count(*), 0) AS answered
    FROM person
    GROUP BY account_id
),

deviation AS (
    SELECT
        account_id,
        unwanted,
        answered,
        weight,
        1.96 * sqrt(unwanted * (1 - unwanted) * weight + 0.9604 * weight * weight) AS unwanted_deviation,
        1.96 * sqrt(answered * (1 - answered) * weight + 0.9604 * weight * weight) AS answered_deviation
    FROM outcome
),

bound AS (
    -- The ends of Wilson's 95 % interval (1927): that one of three leaves says little.
    SELECT
        account_id,
        CASE
            WHEN unwanted = 0 THEN 0
            ELSE (unwanted + 1.9208 * weight - unwanted_deviation) / nullif(1 + 3.8416 * weight, 0)
        END AS unwanted_low,
        CASE
            WHEN answered = 1 THEN 1
            ELSE (answered + 1.9208 * weight + answered_deviation) / nullif(1 + 3.8416 * weight, 0)
        END AS answered_high
    FROM deviation
)

SELECT
    account_id            AS account_id,
    unwanted_low::DOUBLE  AS add_stranger_2d_unwanted_low_share, -- [outcomes] At least this share of the strangers added on the date or the day before left, was removed, blocked or reported since (lower end of the 95 % interval). Null: few added within the history, nobody on the date, or no stranger on both days.
    answered_high::DOUBLE AS add_stranger_2d_answered_high_share -- [outcomes] At most this share of them wrote to the adder or in the group since (upper end). Null: few added within the history, nobody on the date, or no stranger on both days.
FROM bound
