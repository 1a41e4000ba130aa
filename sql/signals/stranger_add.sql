/*
title    = "Strangers added within 24 hours, targets with unknown contacts included"
why      = "Where address books are missing the certain strangers are few; the expected number keeps spam visible."
rests_on = ["contacts", "unknown"]
*/
WITH target AS (
    -- One row per target in the fullest window.
    SELECT
        stranger_add.account_id,
        stranger_add.other_id,
        bool_or(stranger_add.is_known)                      AS is_known,
        bool_or(stranger_add.is_unwanted)                   AS is_unwanted,
        bool_or(stranger_add.is_answered)                   AS is_answered,
        min(stranger_add.event_at) < min(night.deadline_at) AS has_had_time
    FROM acts.stranger_add
    CROSS JOIN staging.night
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
        count(*)                                             AS target_count,
        CASE
            WHEN 2 * count(*) FILTER (WHERE has_had_time) >= count(*)
                THEN count(*) FILTER (WHERE has_had_time)
        END                                                  AS timed_count,
        count(*) FILTER (WHERE is_known)                     AS known_count,
        count(*) FILTER (WHERE has_had_time AND is_unwanted) AS unwanted_count,
        count(*) FILTER (WHERE has_had_time AND is_answered) AS answered_count
    FROM target
    GROUP BY account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS add_stranger_24h_max_count,      -- [adds] Most targets added in any 24 hours that do not have the actor as a contact (or whose contacts are unknown). Null: no such add on the date.
    round(
        outcome.known_count
        + (outcome.target_count - outcome.known_count) * coalesce(listing_rate.stranger_share, 1),
        1
    )::DOUBLE
        AS add_stranger_24h_expected_count, -- [adds] Expected number of strangers among those targets; one with unknown contacts counts by the share of strangers among the known targets of the date. Null: no such add on the date.
    (outcome.unwanted_count / nullif(outcome.timed_count, 0))::DOUBLE
        AS add_stranger_unwanted_share,     -- [outcomes] Share of those targets that left, was removed, blocked or reported, of the ones that had time. Null: no such add on the date, or most had no time.
    (outcome.answered_count / nullif(outcome.timed_count, 0))::DOUBLE
        AS add_stranger_answered_share      -- [outcomes] Share of those targets that replied to the actor or posted in the group, of the ones that had time. Null: no such add on the date, or most had no time.
FROM peak.stranger_add AS peak
LEFT JOIN outcome
    ON peak.account_id = outcome.account_id
LEFT JOIN acts.listing_rate
    ON peak.account_id = listing_rate.account_id AND NOT listing_rate.is_message
