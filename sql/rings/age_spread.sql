/*
title = "How much closer together the accounts of a set were registered than all who are compared"
why   = "Accounts of one operator are registered in a batch; people who happen to add the same targets are not."

[params.usual_bits]
default = 2.0
unit    = "bits"
help    = "A few accounts are so much closer together by chance, or came to the platform together: a quarter."

[params.most_bits]
default = 2.0
unit    = "bits"
help    = "What it says at most that a set was registered closer together than that."
*/
WITH compared AS (
    SELECT DISTINCT
        -1 AS set_number,
        account_id
    FROM rings.approach
    UNION ALL
    SELECT
        set_number,
        account_id
    FROM rings.set_member
    -- Those found by where they were registered were so within hours.
    WHERE NOT contains(method, 'registration')
),

registered AS (
    SELECT
        compared.set_number,
        unix_micros(registration.registered_at) / 86400000000 AS registered_day
    FROM compared
    INNER JOIN staging.registration
        ON compared.account_id = registration.account_id
    WHERE registration.registered_at IS NOT NULL
),

middle AS (
    SELECT
        set_number,
        median(registered_day) AS registered_day
    FROM registered
    GROUP BY set_number
),

spread AS (
    SELECT
        registered.set_number,
        greatest(median(abs(registered.registered_day - middle.registered_day)), 1) AS days
    FROM registered
    INNER JOIN middle
        ON registered.set_number = middle.set_number
    GROUP BY registered.set_number
)

SELECT
    spread.set_number::INTEGER AS set_number, -- Which set.
    spread.days::DOUBLE        AS days,       -- Days between the registration of its median account and the middle one; one at least.
    greatest(
        0, least($most_bits, log2(usual.days / nullif(spread.days, 0)) - $usual_bits)
    )::DOUBLE                  AS bits        -- What speaks for a ring in that.
FROM spread
INNER JOIN spread AS usual
    ON usual.set_number = -1
WHERE spread.set_number >= 0
