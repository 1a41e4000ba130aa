/*
title = "What it tells of an account to have chosen another, by who added that one on former days, in bits"

[params.target_prior_count]
default = 100
least   = 1
unit    = "adds"
help    = "So many adds weigh for what is usual with everybody, beside those of accounts judged spam and of others."

[params.target_most_bits]
default = 3
unit    = "bits"
help    = "No one account chosen tells more than this, for or against."
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
    -- Each is drawn towards how often everybody adds the target: without verdicts the two are equal, and tell nothing.
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
    other_id  AS other_id,   -- Who was added on former days; nobody where no verdict names a spammer among those who added.
    greatest(
        least(round(log2(spam_share / nullif(other_share, 0)), 6), $target_most_bits),
        -$target_most_bits
    )::DOUBLE AS chosen_bits -- What it tells to have chosen it; below 0: against spam.
FROM share
