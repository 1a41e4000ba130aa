/*
title    = "How far complaints about the account can be believed, by verdicts on the complainers' others"
rests_on = ["contacts"]

[params.prior_verdict_count]
default = 2
least   = 1
unit    = "verdicts"
help    = "So many verdicts, half of them spam, are put beside a complainer's own: one hit says little."
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
    -- The verdict on the account itself is left out: it must not vouch for the complaints that led to it.
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
        AS complaint_credible_count,   -- [reports] Complainers that had met it, each counted by its credibility: of the accounts that it complained about and people decided on, the smoothed share found to be spam. Null: none complained, or no reports log.
    (sum(thousandths) / nullif(count(*) * 1000, 0))::DOUBLE
        AS complaint_credibility_share -- [reports] Mean credibility of its complainers, 0..1; one half where nothing is known of them. Null: none complained, or no reports log.
FROM credibility
GROUP BY account_id
