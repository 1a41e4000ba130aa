/*
title = "What rules in shadow would have flagged"
*/
SELECT
    account.name::VARCHAR                   AS account_id,       -- The flagged account.
    shadow_flag.decision::VARCHAR           AS decision,         -- ban (certain), review (a person decides) or watch (recorded).
    shadow_flag.score::DOUBLE               AS score,            -- Probability of spam, 0..1, by the weights of evidence; null: none are weighed.
    shadow_flag.rules                       AS rules,            -- The rules that fired, strongest first.
    shadow_flag.reasons                     AS reasons,          -- What was seen, against which threshold, when.
    ring_member.ring_id::VARCHAR            AS ring_id,          -- The ring it belongs to; null: none known.
    registration.account_type::VARCHAR      AS account_type,     -- consumer, business or api; null: no accounts row.
    registration.registered_at::TIMESTAMPTZ AS registered_at,    -- When it was registered; null: no accounts row, or one from before the platform began.
    shadow_flag.first_flagged_on::DATE      AS first_flagged_on, -- The first published night that flagged it.
    shadow_flag.suppressed_by::VARCHAR      AS suppressed_by,    -- valve, verdict or allow, where that turned a ban into review; null: nothing did.
    shadow_flag.policy_version::VARCHAR     AS policy_version    -- The policy that decided.
FROM score.shadow_flag
INNER JOIN staging.account_name AS account
    ON shadow_flag.account_id = account.account_id
LEFT JOIN staging.registration
    ON shadow_flag.account_id = registration.account_id
LEFT JOIN rings.ring_member
    ON shadow_flag.account_id = ring_member.account_id
