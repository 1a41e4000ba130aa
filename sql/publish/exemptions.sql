/*
title = "Rules whose conditions held, and the exceptions that lowered their decision"
*/
SELECT
    account.name::VARCHAR              AS account_id,      -- The account for which all conditions of the rule held.
    exemption.rule::VARCHAR            AS rule,            -- The rule.
    exemption.decision_before::VARCHAR AS decision_before, -- What was decided before the exception: ban, review or watch.
    exemption.decision::VARCHAR        AS decision,        -- What it left: review, watch or none.
    exemption.exception::VARCHAR       AS exception,       -- Which exception: unless, contacts inferred, missing log, an exemption of the policy by name, exculpation, ban_floor, evidence, verdict or valve.
    exemption.signal::VARCHAR          AS signal,          -- The figure that it rests on, the first of several; score: all evidence together; null: a verdict or the valve.
    exemption.observed::DOUBLE         AS observed,        -- That figure; null: not known.
    exemption.threshold::DOUBLE        AS threshold,       -- What it was compared with.
    exemption.text::VARCHAR            AS text             -- Why, for people.
FROM score.exemption
INNER JOIN staging.account_name AS account
    ON exemption.account_id = account.account_id
