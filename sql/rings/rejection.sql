/*
title  = "What others granted and refused those refused a lot, as the search for who grants one another takes it"
why    = "A ring refused by everybody else lets its own accounts accept each other, to hide behind good numbers."
kernel = "rejection"

[params.min_refused_bits]
default = 5.0
least   = 0
unit    = "bits"
help    = "To whom others refused less than that has nothing to make up for."

[params.min_links]
default = 3
least   = 1
unit    = "accounts"
help    = "Each account of a set answered so many others of it, or was answered by them; fewer are chance."

[params.min_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Fewer are no set."
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
    request.account_id            AS account_id,    -- Who approached others.
    request.other_id              AS other_id,      -- Whom of those that were refused as much; null: anybody else.
    refused.name::VARCHAR         AS account_name,  -- The name of who approached: its order is the same however the logs are ordered.
    other.name::VARCHAR           AS other_name,    -- The name of whom.
    request.accepted_bits::DOUBLE AS accepted_bits, -- What those who answered say for the one who approached them.
    request.refused_bits::DOUBLE  AS refused_bits   -- What the others say against it.
FROM request
INNER JOIN refused
    ON request.account_id = refused.account_id
LEFT JOIN refused AS other
    ON request.other_id = other.account_id
