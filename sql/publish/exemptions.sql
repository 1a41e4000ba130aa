/*
title = "One row per rule whose conditions all held while an exception lowered its decision"
why   = "To tune an exception, analysts must see which accounts it spared and why."
*/
SELECT
    account.name::VARCHAR              AS account_id,      -- The account for which all conditions of the rule held.
    exemption.rule::VARCHAR            AS rule,            -- The rule.
    exemption.decision_before::VARCHAR AS decision_before, -- Decision before the exception: ban, review or watch.
    exemption.decision::VARCHAR        AS decision,        -- Decision after the exception: review, watch or none.
    exemption.exception::VARCHAR       AS exception,       -- The exception: unless, contacts inferred, missing log, an exemption of the policy by name, ban_exemption, ban_floor, evidence, verdict or valve.
    exemption.signal::VARCHAR          AS signal,          -- The signal behind the exception, the first of several; score: all evidence together; null: a verdict or the valve.
    exemption.observed::DOUBLE         AS observed,        -- Value of the signal; null: not known.
    exemption.threshold::DOUBLE        AS threshold,       -- Threshold that the value was compared with.
    exemption.text::VARCHAR            AS text             -- The exception in words.
FROM score.exemption
INNER JOIN staging.account_name AS account
    ON exemption.account_id = account.account_id
