/*
title    = "Strangers invited within 24 hours, targets with unknown contacts included"
why      = "A limit on adding strangers is worth little if inviting strangers is not limited too."
rests_on = ["contacts", "unknown"]
*/
WITH target AS (
    -- One row per target in the fullest window.
    SELECT
        stranger_invite.account_id,
        stranger_invite.other_id,
        bool_or(stranger_invite.is_known)                      AS is_known,
        bool_or(stranger_invite.is_accepted)                   AS is_accepted,
        bool_or(stranger_invite.is_declined)                   AS is_declined,
        min(stranger_invite.event_at) < min(night.deadline_at) AS has_had_time
    FROM acts.stranger_invite
    CROSS JOIN staging.night
    INNER JOIN peak.stranger_invite AS peak
        ON
            stranger_invite.account_id = peak.account_id
            AND stranger_invite.event_at > peak.window_start_at
            AND stranger_invite.event_at <= peak.window_end_at
    GROUP BY stranger_invite.account_id, stranger_invite.other_id
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
        count(*) FILTER (WHERE has_had_time AND is_accepted) AS accepted_count,
        count(*) FILTER (WHERE has_had_time AND is_declined) AS declined_count
    FROM target
    GROUP BY account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS invite_stranger_24h_max_count,      -- [invites] Most targets invited in any 24 hours that do not have the actor as a contact (or whose contacts are unknown). Null: no such invite on the date.
    round(
        outcome.known_count
        + (outcome.target_count - outcome.known_count) * coalesce(listing_rate.stranger_share, 1),
        1
    )::DOUBLE
        AS invite_stranger_24h_expected_count, -- [invites] Expected number of strangers among those targets; one with unknown contacts counts by the share of strangers among the known targets of the date. Null: no such invite on the date.
    (outcome.accepted_count / nullif(outcome.timed_count, 0))::DOUBLE
        AS invite_stranger_accepted_share,     -- [outcomes] Share of those targets that accepted, of the ones that had time. Null: no such invite on the date, or most had no time.
    (outcome.declined_count / nullif(outcome.timed_count, 0))::DOUBLE
        AS invite_stranger_declined_share      -- [outcomes] Share of those targets that declined, of the ones that had time. Null: no such invite on the date, or most had no time.
FROM peak.stranger_invite AS peak
LEFT JOIN outcome
    ON peak.account_id = outcome.account_id
LEFT JOIN acts.listing_rate
    ON peak.account_id = listing_rate.account_id AND NOT listing_rate.is_message
