/*
title    = "Evidence from the first targets of a young account"
why      = "Hours after registration there is no history, but the first twenty targets often identify a spam account."
rests_on = ["contacts", "unknown"]

[params.young_days]
default = 7
least   = 1
unit    = "days"
help    = "Accounts older than this at the start of the date are left to other signals."

[params.first_count]
default = 20
least   = 1
unit    = "accounts"
help    = "Number of first targets that count; targets at the same instant as the last one count too."

[params.usual_risk]
default = 0.01
unit    = "share"
help    = "Registration risk assumed for an account without one."
*/
WITH young AS (
    SELECT
        registration.account_id,
        -- Limited, so that other evidence can outweigh any registration risk.
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

first_choice AS (
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
        AS early_choice_count,   -- [early] First targets (adds and first contacts since the day before) of an account younger than a week. Null: older, no row in the accounts log, or no target an hour or more before the end of the date.
    answered_count::BIGINT
        AS early_answered_count, -- [early] Those targets that have since replied or posted in the group. Null: as early_choice_count.
    chosen_bits::DOUBLE
        AS early_chosen_bits,    -- [early] Evidence from which targets were chosen, by who else added them on earlier days: log-odds of spam in bits; 0 without spam verdicts. Null: as early_choice_count.
    answer_bits::DOUBLE
        AS early_answer_bits,    -- [early] Evidence from replies and missing replies of those targets: log-odds of spam in bits. Null: as early_choice_count.
    round(log2(risk / nullif(1 - risk, 0)) + chosen_bits::DOUBLE + answer_bits::DOUBLE, 3)::DOUBLE
        AS early_log_odds_bits   -- [early] Sum of both and of the registration risk: log-odds of spam in bits, 0 = even. Null: as early_choice_count.
FROM first_choice
