/*
title  = "Who wrote with whom both ways; beside themselves stand those whom trust or guilt comes from"
why    = "Replies inside a ring are cheap; trust that must come from long-established accounts is not."
kernel = "trust"

[params.trusted_days]
default = 365
unit    = "days"
help    = "Trust begins at accounts that were registered so long ago."

[params.trusted_links]
default = 5
least   = 1
unit    = "accounts"
help    = "It begins at those that write with so many both ways."

[params.most_trust]
default = 10
least   = 1
unit    = "times"
help    = "Where few of them are near, each begins with more: so many times the median at most, and 100 at most."
*/
WITH link AS (
    -- Once for each pair, which has two rows where both wrote on the date.
    SELECT
        account_id,
        other_id
    FROM acts.message_contact
    WHERE (is_returned AND account_id < other_id) OR (is_reply AND NOT is_returned)
),

talker AS (
    SELECT account_id FROM link
    UNION ALL
    SELECT other_id AS account_id FROM link
),

steady AS (
    SELECT talker.account_id
    FROM talker
    INNER JOIN staging.registration
        ON talker.account_id = registration.account_id
    CROSS JOIN staging.night
    WHERE registration.registered_at < night.day_start_at - $trusted_days * INTERVAL 1 DAY
    GROUP BY talker.account_id
    HAVING count(*) >= $trusted_links
)

SELECT
    account_id                       AS account_id, -- Who wrote.
    other_id                         AS other_id,   -- With whom.
    FALSE::BOOLEAN                   AS is_spam,    -- Of an account beside itself: whether it is known to be spam.
    least($most_trust, 100)::TINYINT AS most_trust  -- How many times the trust of the median one an account may begin with.
FROM link
UNION ALL
SELECT
    steady.account_id                AS account_id,
    steady.account_id                AS other_id,
    FALSE                            AS is_spam,
    least($most_trust, 100)::TINYINT AS most_trust
FROM steady
LEFT JOIN acts.judged_account
    ON steady.account_id = judged_account.account_id
WHERE NOT coalesce(judged_account.is_spam, FALSE)
UNION ALL
SELECT
    account_id                       AS account_id,
    account_id                       AS other_id,
    TRUE                             AS is_spam,
    least($most_trust, 100)::TINYINT AS most_trust
FROM acts.judged_account
WHERE is_spam
