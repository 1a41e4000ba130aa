/*
title    = "Strangers to whom a fresh account writes within a day"
rests_on = ["contacts", "unknown"]

[params.risky]
default = 0.7
unit    = "risk"
help    = "A registration risk from here on speaks against an account."

[params.crowd]
default = 5
unit    = "accounts"
help    = "So many other registrations on its device or network within the hour speak against an account."

[params.complainers]
default = 2
unit    = "accounts"
help    = "So many who blocked or reported it speak against an account."
*/
WITH recipient AS (
    -- One row a recipient in the fullest window.
    SELECT
        message.account_id,
        message.other_id,
        bool_or(message.is_known)                      AS is_known,
        bool_or(message.is_answered)                   AS is_answered,
        min(message.event_at) < min(night.deadline_at) AS has_had_time
    FROM acts.fresh_stranger_message AS message
    CROSS JOIN staging.night
    INNER JOIN peak.fresh_stranger_message AS peak
        ON
            message.account_id = peak.account_id
            AND message.event_at > peak.window_start_at
            AND message.event_at <= peak.window_end_at
    GROUP BY message.account_id, message.other_id
),

outcome AS (
    SELECT
        account_id,
        count(*)                                             AS recipient_count,
        CASE
            WHEN 2 * count(*) FILTER (WHERE has_had_time) >= count(*)
                THEN count(*) FILTER (WHERE has_had_time)
        END                                                  AS timed_count,
        count(*) FILTER (WHERE is_known)                     AS known_count,
        count(*) FILTER (WHERE has_had_time AND is_answered) AS answered_count
    FROM recipient
    GROUP BY account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS fresh_message_stranger_24h_max_count,      -- [messages] Most accounts written to one to one, in any 24 hours begun while fresh, that do not, or cannot be known to, list the writer. Null: no such message on the date.
    round(
        outcome.known_count
        + (outcome.recipient_count - outcome.known_count) * coalesce(listing_rate.stranger_share, 1),
        1
    )::DOUBLE
        AS fresh_message_stranger_24h_expected_count, -- [messages] Of those, the ones expected to be strangers: those without a known address book count by the share of strangers among the known recipients of the date. Null: no such message on the date.
    (outcome.answered_count / nullif(outcome.timed_count, 0))::DOUBLE
        AS fresh_message_replied_share,               -- [outcomes] Of those that had time, the share that wrote back since. Null: no such message on the date, or most had no time.
    (
        CASE WHEN account.registration_risk >= $risky THEN 1 ELSE 0 END
        + CASE WHEN account.registration_country_mismatch_count > 0 THEN 1 ELSE 0 END
        + CASE WHEN account.registration_shared_1h_count >= $crowd THEN 1 ELSE 0 END
        + CASE WHEN complaint.complainer_count >= $complainers THEN 1 ELSE 0 END
    )::BIGINT
        AS fresh_history_against_count                -- [registration] How many of these speak against the fresh writer: registration risk, country mismatch, crowded device or network, complaints. Null: no such message on the date.
FROM peak.fresh_stranger_message AS peak
LEFT JOIN outcome
    ON peak.account_id = outcome.account_id
LEFT JOIN acts.listing_rate
    ON peak.account_id = listing_rate.account_id AND listing_rate.is_message
LEFT JOIN signals.account
    ON peak.account_id = account.account_id
LEFT JOIN signals.complaint
    ON peak.account_id = complaint.account_id
