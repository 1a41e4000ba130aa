/*
title = "One row per flagged account"
why   = "This is the result of the night: enforcement and reviewers work from this table."
*/
SELECT
    account.name::VARCHAR                   AS account_id,       -- The flagged account.
    flag.decision::VARCHAR                  AS decision,         -- ban (certain), review (a person decides) or watch (recorded only).
    flag.score::DOUBLE                      AS score,            -- Probability of spam, 0..1, from the weights of evidence; null: the policy has no weights.
    flag.rules                              AS rules,            -- The rules that fired, strongest first.
    flag.reasons                            AS reasons,          -- For each rule: the signal, the observed value, the threshold and the time window.
    ring_member.ring_id::VARCHAR            AS ring_id,          -- The ring that the account belongs to; null: none known.
    registration.account_type::VARCHAR      AS account_type,     -- consumer, business or api; null: no row in the accounts log.
    registration.registered_at::TIMESTAMPTZ AS registered_at,    -- Time of registration; null: no row in the accounts log, or a time before the platform began.
    flag.first_flagged_on::DATE             AS first_flagged_on, -- First published night that flagged the account.
    flag.suppressed_by::VARCHAR             AS suppressed_by,    -- valve, verdict or allow, where it lowered a ban to review; null: nothing did.
    flag.policy_version::VARCHAR            AS policy_version    -- Version of the policy that decided.
FROM score.flag
INNER JOIN staging.account_name AS account
    ON flag.account_id = account.account_id
LEFT JOIN staging.registration
    ON flag.account_id = registration.account_id
LEFT JOIN rings.ring_member
    ON flag.account_id = ring_member.account_id
