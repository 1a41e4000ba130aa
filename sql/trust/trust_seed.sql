/*
title = "One row per account from which trust or distrust spreads"
why   = "Trust needs accounts that are certainly honest to start from, and distrust needs known spam."

[params.trusted_days]
default = 365
unit    = "days"
help    = "Trust starts at accounts that were registered at least this long ago."

[params.trusted_links]
default = 5
least   = 1
unit    = "accounts"
help    = "Trust starts at accounts with two-way conversations with at least this many others."
*/
WITH talker AS (
    SELECT account_id FROM trust.conversation
    UNION ALL
    SELECT other_id AS account_id FROM trust.conversation
),

steady AS (
    SELECT talker.account_id
    FROM talker
    INNER JOIN staging.registration
        ON talker.account_id = registration.account_id
    CROSS JOIN staging.night
    WHERE registration.registered_at <= night.day_start_at - $trusted_days * INTERVAL 1 DAY
    GROUP BY talker.account_id
    HAVING count(*) >= $trusted_links
)

SELECT
    steady.account_id AS account_id, -- The seed account.
    FALSE::BOOLEAN    AS is_spam     -- True for a seed of distrust: the account has a spam verdict.
FROM steady
ANTI JOIN acts.judged_account AS spam
    ON steady.account_id = spam.account_id AND spam.is_spam
UNION ALL
SELECT
    account_id AS account_id,
    is_spam    AS is_spam
FROM acts.judged_account
WHERE is_spam
