/*
title    = "Strangers that a fresh account writes to within a day"
why      = "Operators write to as many strangers as possible before their new account is noticed."
rests_on = ["contacts", "unknown"]

[params.risky]
default = 0.7
unit    = "risk"
help    = "A registration risk of at least this counts against the account."

[params.crowd]
default = 5
unit    = "accounts"
help    = "This many other registrations on its device or network within the hour count against the account."

[params.complainers]
default = 2
unit    = "accounts"
help    = "This many accounts that blocked or reported it count against the account."
*/
WITH recipient AS (
    -- One row per recipient in the fullest window.
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
        AS fresh_message_stranger_24h_max_count,      -- [messages] Most recipients, in any 24 hours begun while fresh, that do not have the sender as a contact (or whose contacts are unknown). Null: no such message on the date.
    round(
        outcome.known_count
        + (outcome.recipient_count - outcome.known_count) * coalesce(listing_rate.stranger_share, 1),
        1
    )::DOUBLE
        AS fresh_message_stranger_24h_expected_count, -- [messages] Expected number of strangers among those recipients; one with unknown contacts counts by the share of strangers among the known recipients of the date. Null: no such message on the date.
    (outcome.answered_count / nullif(outcome.timed_count, 0))::DOUBLE
        AS fresh_message_replied_share,               -- [outcomes] Share of those recipients that replied, of the ones that had time. Null: no such message on the date, or most had no time.
    (
        CASE WHEN account.registration_risk >= $risky THEN 1 ELSE 0 END
        + CASE WHEN account.registration_country_mismatch_count > 0 THEN 1 ELSE 0 END
        + CASE WHEN account.registration_shared_1h_count >= $crowd THEN 1 ELSE 0 END
        + CASE WHEN complaint.complainer_count >= $complainers THEN 1 ELSE 0 END
    )::BIGINT
        AS fresh_history_against_count                -- [registration] Number of signs against the sender: registration risk, country mismatch, many registrations on its device or network, complaints. Null: no such message on the date.
FROM peak.fresh_stranger_message AS peak
LEFT JOIN outcome
    ON peak.account_id = outcome.account_id
LEFT JOIN acts.listing_rate
    ON peak.account_id = listing_rate.account_id AND listing_rate.is_message
LEFT JOIN signals.account
    ON peak.account_id = account.account_id
LEFT JOIN signals.complaint
    ON peak.account_id = complaint.account_id
