/*
title    = "Adds and invites of accounts that had already refused"
why      = "Who asks once more may be a friend; who asks six people sixty times is a harasser."
rests_on = ["contacts", "unknown"]
*/
WITH target AS (
    SELECT
        repeat_attempt.account_id,
        count(DISTINCT repeat_attempt.other_id) AS target_count
    FROM acts.repeat_attempt
    INNER JOIN peak.repeat_attempt AS peak
        ON
            repeat_attempt.account_id = peak.account_id
            AND repeat_attempt.event_at > peak.window_start_at
            AND repeat_attempt.event_at <= peak.window_end_at
    GROUP BY repeat_attempt.account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT         AS repeat_attempt_24h_max_count, -- [repeats] Most adds and invites within 24 hours of strangers that had declined or left one of its groups or that group, or had blocked or reported it. Null: none on the date.
    target.target_count::BIGINT       AS repeat_attempt_target_count   -- [repeats] Distinct targets of those. Null: none on the date.
FROM peak.repeat_attempt AS peak
INNER JOIN target
    ON peak.account_id = target.account_id
