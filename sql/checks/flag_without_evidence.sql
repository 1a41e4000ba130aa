/*
title = "A reason rests on the acts of a window, and none of them is in the evidence"
*/
SELECT
    reason.account_id      AS account_id, -- Who is flagged.
    reason.rule::VARCHAR   AS rule,       -- By which rule.
    reason.signal::VARCHAR AS signal      -- For which signal.
FROM score.reason
WHERE
    reason.window_end_at IS NOT NULL
    AND NOT EXISTS (
        SELECT 1
        FROM evidence.event
        WHERE event.account_id = reason.account_id AND event.rule = reason.rule
    )
