/*
title = "A reason rests on events in a window, but none of them is in the evidence"
why   = "A flag that nobody can trace to an event cannot be reviewed and cannot be appealed."
*/
SELECT
    reason.account_id      AS account_id, -- The flagged account.
    reason.rule::VARCHAR   AS rule,       -- The rule.
    reason.signal::VARCHAR AS signal      -- The signal of the reason.
FROM score.reason
WHERE
    reason.window_end_at IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM evidence.event
        WHERE event.account_id = reason.account_id AND event.rule = reason.rule
    )
