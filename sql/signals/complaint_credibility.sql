/*
title    = "Credibility of the complaints, from verdicts on the complainers' earlier complaints"
why      = "A brigade of false reporters can name an innocent account; complainers who were right before count more."
rests_on = ["contacts"]

[params.prior_verdict_count]
default = 2
least   = 1
unit    = "verdicts"
help    = "Verdicts (half of them spam) added to a complainer's own: one verdict is weak evidence."
*/
WITH complaint AS (
    SELECT
        complainer.account_id,
        complainer.other_id,
        complainer.is_met,
        CASE WHEN judged_account.is_spam THEN 1 ELSE 0 END                AS spam_count,
        CASE WHEN judged_account.account_id IS NOT NULL THEN 1 ELSE 0 END AS judged_count
    FROM acts.complainer
    LEFT JOIN acts.judged_account
        ON complainer.account_id = judged_account.account_id
),

record AS (
    SELECT
        other_id,
        sum(spam_count)   AS spam_count,
        sum(judged_count) AS judged_count
    FROM complaint
    GROUP BY other_id
),

credibility AS (
    -- The verdict on the account itself is left out: the complaints may have led to it.
    SELECT
        complaint.account_id,
        complaint.is_met,
        round(
            (record.spam_count - complaint.spam_count + 0.5 * $prior_verdict_count)
            / nullif(record.judged_count - complaint.judged_count + $prior_verdict_count, 0) * 1000
        )::BIGINT AS thousandths
    FROM complaint
    INNER JOIN record
        ON complaint.other_id = record.other_id
)

SELECT
    account_id AS account_id,
    (coalesce(sum(thousandths) FILTER (WHERE is_met), 0) / 1000)::DOUBLE
        AS complaint_credible_count,   -- [reports] Sum of the credibility of complainers that had met the account; credibility: smoothed share of spam among the other judged accounts that the complainer complained about. Null: no complaints, or no reports log.
    (sum(thousandths) / nullif(count(*) * 1000, 0))::DOUBLE
        AS complaint_credibility_share -- [reports] Mean credibility of its complainers, 0..1; 0.5 for a complainer without earlier verdicts. Null: no complaints, or no reports log.
FROM credibility
GROUP BY account_id
