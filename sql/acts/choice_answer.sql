/*
title = "What an answer, or none, tells of the one who chose, in bits"

[params.answer_ratio]
default = 0.25
unit    = "ratio"
help    = "Until verdicts tell: of those whom spam chooses, as large a part of the usual share answers."

[params.answer_prior_count]
default = 50
least   = 1
unit    = "choices"
help    = "So many choices of accounts judged spam weigh as much as answer_ratio does."
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
    -- Nearly all whom nobody judged spam are none; one answer more and one less keep the share off 0 and 1.
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
        (spam_answered_count + $answer_prior_count * $answer_ratio * answer_share)
        / nullif(spam_count + $answer_prior_count, 0) AS spam_answer_share
    FROM honest
)

SELECT
    kind::VARCHAR                                                                 AS kind,           -- add or message.
    round(log2(spam_answer_share / nullif(answer_share, 0)), 6)::DOUBLE           AS answered_bits,  -- What an answer tells; below 0: against spam.
    round(log2((1 - spam_answer_share) / nullif(1 - answer_share, 0)), 6)::DOUBLE AS unanswered_bits -- What none tells.
FROM rate
