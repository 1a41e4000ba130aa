/*
title = "One row per account that rules in shadow mode would flag"
why   = "A new rule is tried on live data before it may flag anybody."
*/
SELECT
    account.name::VARCHAR                   AS account_id,       -- The account that would be flagged.
    shadow_flag.decision::VARCHAR           AS decision,         -- ban (certain), review (a person decides) or watch (recorded only).
    shadow_flag.score::DOUBLE               AS score,            -- Probability of spam, 0..1, from the weights of evidence; null: the policy has no weights.
    shadow_flag.rules                       AS rules,            -- The rules that fired, strongest first.
    shadow_flag.reasons                     AS reasons,          -- For each rule: the signal, the observed value, the threshold and the time window.
    ring_member.ring_id::VARCHAR            AS ring_id,          -- The ring that the account belongs to; null: none known.
    registration.account_type::VARCHAR      AS account_type,     -- consumer, business or api; null: no row in the accounts log.
    registration.registered_at::TIMESTAMPTZ AS registered_at,    -- Time of registration; null: no row in the accounts log, or a time before the platform began.
    shadow_flag.first_flagged_on::DATE      AS first_flagged_on, -- First published night on which a shadow rule flagged the account.
    shadow_flag.suppressed_by::VARCHAR      AS suppressed_by,    -- valve, verdict or allow, where it lowered a ban to review; null: nothing did.
    shadow_flag.policy_version::VARCHAR     AS policy_version    -- Version of the policy that decided.
FROM score.shadow_flag
INNER JOIN staging.account_name AS account
    ON shadow_flag.account_id = account.account_id
LEFT JOIN staging.registration
    ON shadow_flag.account_id = registration.account_id
LEFT JOIN rings.ring_member
    ON shadow_flag.account_id = ring_member.account_id
