/*
title = "One row per set: how closely in time its members were registered, compared with all adders"
why   = "Accounts of one operator are registered in a batch; people who happen to add the same targets are not."

[params.usual_bits]
default = 2.0
unit    = "bits"
help    = "A small set is this much closer together by chance, or as people join in waves: a factor of four."

[params.max_bits]
default = 2.0
unit    = "bits"
help    = "Upper limit on the evidence from a set's registration times."
*/
WITH compared AS (
    SELECT DISTINCT
        -1 AS set_number,
        account_id
    FROM ring_inputs.stranger_add_edge
    UNION ALL
    SELECT
        set_number,
        account_id
    FROM ring_members.set_member
    -- Sets found by registration were registered within hours by definition.
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
    spread.set_number::INTEGER AS set_number, -- Number of the set.
    spread.days::DOUBLE        AS days,       -- Median absolute deviation of the members' registration times, in days; at least 1.
    greatest(
        0, least($max_bits, log2(usual.days / nullif(spread.days, 0)) - $usual_bits)
    )::DOUBLE                  AS bits        -- Evidence for a spam ring, in bits.
FROM spread
INNER JOIN spread AS usual
    ON usual.set_number = -1
WHERE spread.set_number >= 0
