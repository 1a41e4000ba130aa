/*
title   = "Events behind a reason: those in its window, or all, the earliest until the threshold is crossed"
why     = "A reviewer needs the events that were enough to cross the threshold, not ten thousand of them."
generic = true
*/
WITH act AS (
    SELECT
        reason.account_id,
        reason.rule,
        reason.signal,
        reason.enough_count,
        act.event_at,
        act.action,
        act.log,
        act.group_id,
        act.other_id,
        act.event_id,
        act.weight,
        row_number() OVER (
            PARTITION BY reason.account_id, reason.rule, reason.signal, act.item_id, act.second_item_id
            ORDER BY act.event_at
        ) AS visit_number
    FROM acts.act
    INNER JOIN score.reason
        ON act.account_id = reason.account_id AND act.thread_id IS NOT DISTINCT FROM reason.thread_id
    -- A reason without a window rests on all events of its kind that are loaded.
    WHERE
        reason.act = $act
        AND coalesce(act.event_at > reason.window_start_at AND act.event_at <= reason.window_end_at, TRUE)
),

running AS (
    SELECT
        account_id,
        rule,
        signal,
        enough_count,
        event_at,
        action,
        log,
        group_id,
        other_id,
        event_id,
        coalesce(
            sum(coalesce(weight, CASE WHEN visit_number = 1 THEN 1 ELSE 0 END)) OVER (
                PARTITION BY account_id, rule, signal
                ORDER BY unix_micros(event_at)
                RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ),
            0
        ) AS former_count
    FROM act
)

SELECT DISTINCT
    account_id            AS account_id, -- The flagged account.
    rule::VARCHAR         AS rule,       -- The rule.
    event_at::TIMESTAMPTZ AS event_at,   -- Time of the event.
    log::VARCHAR          AS log,        -- The log that holds the event.
    action::VARCHAR       AS action,     -- Action in the membership log; null: the log has no actions.
    group_id              AS group_id,   -- The group.
    other_id              AS other_id,   -- The target of the event.
    event_id              AS event_id    -- The event's id in the log.
FROM running
WHERE former_count < enough_count OR enough_count IS NULL
