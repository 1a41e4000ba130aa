/*
title    = "Targets without the actor as a contact, added within 24 hours"
why      = "A thousand certain strangers in a day is the plainest form of group spam and may be banned outright."
rests_on = ["contacts"]
*/
WITH target AS (
    -- One row per target in the fullest window.
    SELECT
        noncontact_add.account_id,
        noncontact_add.other_id,
        bool_or(noncontact_add.is_unwanted)                   AS is_unwanted,
        min(noncontact_add.event_at) < min(night.deadline_at) AS has_had_time
    FROM acts.noncontact_add
    CROSS JOIN staging.night
    INNER JOIN peak.noncontact_add AS peak
        ON
            noncontact_add.account_id = peak.account_id
            AND noncontact_add.event_at > peak.window_start_at
            AND noncontact_add.event_at <= peak.window_end_at
    GROUP BY noncontact_add.account_id, noncontact_add.other_id
),

outcome AS (
    SELECT
        account_id,
        count(*)                                             AS target_count,
        CASE
            WHEN 2 * count(*) FILTER (WHERE has_had_time) >= count(*)
                THEN count(*) FILTER (WHERE has_had_time)
        END                                                  AS timed_count,
        count(*) FILTER (WHERE has_had_time AND is_unwanted) AS unwanted_count
    FROM target
    GROUP BY account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS add_noncontact_24h_max_count,  -- [adds] Most targets added in any 24 hours whose known contacts do not include the actor. Null: no such add on the date.
    (outcome.unwanted_count / nullif(outcome.timed_count, 0))::DOUBLE
        AS add_noncontact_unwanted_share, -- [outcomes] Share of those targets that left, was removed, blocked or reported, of the ones that had time. Null: no such add on the date, or most had no time.
    ((unix_micros(peak.first_event_at) - unix_micros(registration.registered_at)) / 86400000000)::DOUBLE
        AS add_noncontact_age_days        -- [age] Age of the account at the first of those adds. Null: no such add, no row in the accounts log, or before registration.
FROM peak.noncontact_add AS peak
LEFT JOIN outcome
    ON peak.account_id = outcome.account_id
LEFT JOIN staging.registration
    ON peak.account_id = registration.account_id AND registration.registered_at <= peak.first_event_at
