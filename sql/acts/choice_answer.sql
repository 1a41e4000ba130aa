/*
title = "One row per kind of choice: the evidence of a reply and of no reply, in bits"
why   = "Reply rates differ between platforms, so the evidence is estimated from verdicts instead of fixed."

[params.answer_ratio]
default = 0.25
least   = 0.01
unit    = "ratio"
help    = "Assumed reply rate for spam as a share of the usual reply rate, until there are verdicts; above 1 is 1."

[params.answer_prior_count]
default = 50
least   = 1
unit    = "choices"
help    = "Weight of answer_ratio, as a number of choices made by accounts with a spam verdict."
*/
WITH tally AS (
    SELECT
        choice.kind,
        count(judged_account.account_id)                                                 AS spam_count,
        count(judged_account.account_id) FILTER (WHERE choice.is_answered)               AS spam_answered_count,
        count(*) FILTER (WHERE judged_account.account_id IS NULL)                        AS other_count,
        count(*) FILTER (WHERE judged_account.account_id IS NULL AND choice.is_answered) AS other_answered_count
    FROM acts.choice
    LEFT JOIN acts.judged_account
        ON choice.account_id = judged_account.account_id AND judged_account.is_spam
    GROUP BY choice.kind
),

honest AS (
    -- Accounts without a spam verdict are nearly all honest; + 1 and + 2 keep the share off 0 and 1.
    SELECT
        kind,
        spam_count,
        spam_answered_count,
        (other_answered_count + 1) / nullif(other_count + 2, 0) AS answer_share
    FROM tally
),

rate AS (
    SELECT
        kind,
        answer_share,
        (spam_answered_count + $answer_prior_count * least($answer_ratio, 1) * answer_share)
        / nullif(spam_count + $answer_prior_count, 0) AS spam_answer_share
    FROM honest
)

SELECT
    kind::VARCHAR                                                                 AS kind,           -- add or message.
    round(log2(spam_answer_share / nullif(answer_share, 0)), 6)::DOUBLE           AS answered_bits,  -- Evidence of a reply, in bits; below 0: against spam.
    round(log2((1 - spam_answer_share) / nullif(1 - answer_share, 0)), 6)::DOUBLE AS unanswered_bits -- Evidence of no reply, in bits.
FROM rate
