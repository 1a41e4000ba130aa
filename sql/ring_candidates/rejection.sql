/*
title  = "One row per actor and target (all accounts outside the candidates as one): bits accepted and refused"
why    = "A ring refused by everybody else lets its own accounts accept each other, to hide behind good numbers."
kernel = "rejection"

[params.min_refused_bits]
default = 5.0
least   = 0
unit    = "bits"
help    = "Accounts with less evidence of refusal than this are left out."

[params.min_links]
default = 3
least   = 1
unit    = "accounts"
help    = "Each member answered, or was answered by, at least this many other members; fewer may be chance."

[params.min_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "A set has at least this many accounts."
*/
WITH weak AS (
    SELECT account_id
    FROM acts.response_evidence
    GROUP BY account_id
    HAVING sum(greatest(bits, 0)::DECIMAL(18, 6)) >= $min_refused_bits
),

refused AS (
    SELECT
        weak.account_id,
        account_name.name
    FROM weak
    INNER JOIN staging.account_name
        ON weak.account_id = account_name.account_id
),

request AS (
    SELECT
        response_evidence.account_id,
        other.account_id                                          AS other_id,
        sum(greatest(-response_evidence.bits, 0)::DECIMAL(18, 6)) AS accepted_bits,
        sum(greatest(response_evidence.bits, 0)::DECIMAL(18, 6))  AS refused_bits
    FROM acts.response_evidence
    SEMI JOIN weak
        ON response_evidence.account_id = weak.account_id
    LEFT JOIN weak AS other
        ON response_evidence.other_id = other.account_id
    GROUP BY response_evidence.account_id, other.account_id
)

SELECT
    request.account_id            AS account_id,    -- The actor: it added or wrote first.
    request.other_id              AS other_id,      -- The target, if it was refused as much itself; null: all other accounts together.
    refused.name::VARCHAR         AS account_name,  -- Name of the actor; sorting by it makes results independent of the order of the logs.
    other.name::VARCHAR           AS other_name,    -- Name of the target.
    request.accepted_bits::DOUBLE AS accepted_bits, -- Evidence for the actor from the targets that answered.
    request.refused_bits::DOUBLE  AS refused_bits   -- Evidence against the actor from the other targets.
FROM request
INNER JOIN refused
    ON request.account_id = refused.account_id
LEFT JOIN refused AS other
    ON request.other_id = other.account_id
