/*
title = "One row per account: summed responses of the strangers it recently added or first messaged"
why   = "Two detectors need one definition of an account that strangers do not welcome."

[params.min_outcome_count]
default = 3
least   = 1
unit    = "accounts"
help    = "An account counts as unwelcome only if the responses of this many strangers are known."
*/
WITH outcome AS (
    SELECT
        account_id,
        sum(bits::DECIMAL(18, 6))                                   AS bits,
        count(*) FILTER (WHERE is_gone OR is_answered OR is_silent) AS outcome_count
    FROM ring_inputs.outside_response
    GROUP BY account_id
)

SELECT
    account_id                                                                   AS account_id,    -- The actor.
    bits::DOUBLE                                                                 AS bits,          -- Log-likelihood ratio of all responses, spam against other accounts, in bits.
    outcome_count::BIGINT                                                        AS outcome_count, -- Strangers whose response is known; silence after enough time is a response.
    (outcome_count >= $min_outcome_count AND coalesce(bits > 0, FALSE))::BOOLEAN AS is_unwelcome   -- True where enough responses are known and they point to spam.
FROM outcome
