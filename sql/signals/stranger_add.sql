/*
title    = "Strangers added within a day: non-contacts, and those who cannot be known"
rests_on = ["contacts", "unknown"]
*/
WITH target AS (
    -- One row a target in the fullest window.
    SELECT
        stranger_add.account_id,
        stranger_add.other_id,
        bool_or(stranger_add.is_unwanted) AS is_unwanted,
        bool_or(stranger_add.is_answered) AS is_answered
    FROM acts.stranger_add
    INNER JOIN peak.stranger_add AS peak
        ON
            stranger_add.account_id = peak.account_id
            AND stranger_add.event_at > peak.window_start_at
            AND stranger_add.event_at <= peak.window_end_at
    GROUP BY stranger_add.account_id, stranger_add.other_id
),

outcome AS (
    SELECT
        account_id,
        count(*)                            AS target_count,
        count(*) FILTER (WHERE is_unwanted) AS unwanted_count,
        count(*) FILTER (WHERE is_answered) AS answered_count
    FROM target
    GROUP BY account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS add_stranger_24h_max_count,  -- [adds] Most accounts added, in any 24 hours, that do not, or cannot be known to, list the adder. Null: no such add on the date.
    (outcome.unwanted_count / nullif(outcome.target_count, 0))::DOUBLE
        AS add_stranger_unwanted_share, -- [outcomes] Of those, the share that left, was removed, blocked or reported since. Null: no such add on the date.
    (outcome.answered_count / nullif(outcome.target_count, 0))::DOUBLE
        AS add_stranger_answered_share  -- [outcomes] Of those, the share that wrote to the adder or in the group since. Null: no such add on the date.
FROM peak.stranger_add AS peak
LEFT JOIN outcome
    ON peak.account_id = outcome.account_id
