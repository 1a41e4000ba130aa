/*
title    = "What the first choices of a young account say of it"
rests_on = ["contacts", "unknown"]

[params.young_days]
default = 7
least   = 1
unit    = "days"
help    = "Accounts older than this when the date begins are left to other signals."

[params.first_count]
default = 20
least   = 1
unit    = "accounts"
help    = "So many of those chosen first count, and all that were chosen at the same instant as the last."

[params.usual_risk]
default = 0.01
unit    = "share"
help    = "The registration risk of an account for which none is given."
*/
WITH young AS (
    SELECT
        registration.account_id,
        -- No registration is so safe, or so bad, that nothing could tell otherwise.
        least(greatest(coalesce(registration.registration_risk, $usual_risk), 0.001), 0.999) AS risk
    FROM staging.registration
    CROSS JOIN staging.night
    WHERE registration.registered_at >= night.day_start_at - $young_days * INTERVAL 1 DAY
),

ranked AS (
    SELECT
        choice.account_id,
        choice.other_id,
        choice.kind,
        choice.is_answered,
        young.risk,
        rank() OVER (PARTITION BY choice.account_id ORDER BY choice.chosen_at) AS place
    FROM acts.choice
    INNER JOIN young
        ON choice.account_id = young.account_id
),

told AS (
    SELECT
        ranked.account_id,
        min(ranked.risk)                                            AS risk,
        count(*)                                                    AS choice_count,
        count(*) FILTER (WHERE ranked.is_answered)                  AS answered_count,
        sum(coalesce(choice_target.chosen_bits, 0)::DECIMAL(18, 6)) AS chosen_bits,
        sum(
            (CASE
                WHEN ranked.is_answered THEN choice_answer.answered_bits
                ELSE choice_answer.unanswered_bits
            END)::DECIMAL(18, 6)
        )                                                           AS answer_bits
    FROM ranked
    INNER JOIN acts.choice_answer
        ON ranked.kind = choice_answer.kind
    LEFT JOIN acts.choice_target
        ON ranked.other_id = choice_target.other_id
    WHERE ranked.place <= $first_count
    GROUP BY ranked.account_id
)

SELECT
    account_id
        AS account_id,
    choice_count::BIGINT
        AS early_choice_count,   -- [early] First accounts that an account younger than a week added, or wrote to as a first contact, since the day before. Null: older, no accounts row, or nobody chosen an hour or more before the date's end.
    answered_count::BIGINT
        AS early_answered_count, -- [early] Of those, such as wrote back or in the group since. Null: as early_choice_count.
    chosen_bits::DOUBLE
        AS early_chosen_bits,    -- [early] What whom it chose tells, by who else added them on former days: log-odds of spam in bits; 0 without spam verdicts. Null: as early_choice_count.
    answer_bits::DOUBLE
        AS early_answer_bits,    -- [early] What their answers, and the lack of them, tell: log-odds of spam in bits. Null: as early_choice_count.
    round(log2(risk / nullif(1 - risk, 0)) + chosen_bits::DOUBLE + answer_bits::DOUBLE, 3)::DOUBLE
        AS early_log_odds_bits   -- [early] Both, and the registration risk before them: log-odds of spam in bits, 0 = even. Null: as early_choice_count.
FROM told
