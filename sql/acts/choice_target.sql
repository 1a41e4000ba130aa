/*
title = "One row per account added on earlier days: the evidence of choosing it as a target, in bits"
why   = "Spam campaigns reuse target lists, so a target that known spam has added before is a warning sign."

[params.target_prior_count]
default = 100
least   = 1
unit    = "adds"
help    = "Weight of the usual add rate of a target, as a number of adds, for spam and for others alike."

[params.target_most_bits]
default = 3
unit    = "bits"
help    = "Upper limit on the evidence of one target, for or against."
*/
WITH added AS (
    SELECT
        add_pair_day.target_id           AS other_id,
        count(*)                         AS add_count,
        count(judged_account.account_id) AS spam_count
    FROM history.add_pair_day
    INNER JOIN staging.night
        ON add_pair_day.date < night.date
    LEFT JOIN acts.judged_account
        ON add_pair_day.account_id = judged_account.account_id AND judged_account.is_spam
    GROUP BY add_pair_day.target_id
),

total AS (
    SELECT
        sum(add_count)  AS add_count,
        sum(spam_count) AS spam_count
    FROM added
),

share AS (
    -- Each share is smoothed towards the target's share of all adds; without verdicts both are equal: 0 bits.
    SELECT
        added.other_id,
        (added.spam_count + $target_prior_count * added.add_count / nullif(total.add_count, 0))
        / nullif(total.spam_count + $target_prior_count, 0)                   AS spam_share,
        (added.add_count - added.spam_count + $target_prior_count * added.add_count / nullif(total.add_count, 0))
        / nullif(total.add_count - total.spam_count + $target_prior_count, 0) AS other_share
    FROM added
    CROSS JOIN total
    WHERE total.spam_count > 0
)

SELECT
    other_id  AS other_id,   -- The added account; the table is empty where no adder has a spam verdict.
    greatest(
        least(round(log2(spam_share / nullif(other_share, 0)), 6), $target_most_bits),
        -$target_most_bits
    )::DOUBLE AS chosen_bits -- Evidence of choosing this target, in bits; below 0: against spam.
FROM share
