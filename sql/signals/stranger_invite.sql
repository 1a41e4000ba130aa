/*
title    = "Strangers invited within a day"
rests_on = ["contacts", "unknown"]
*/
WITH target AS (
    -- One row a target in the fullest window.
    SELECT
        stranger_invite.account_id,
        stranger_invite.other_id,
        bool_or(stranger_invite.is_accepted) AS is_accepted,
        bool_or(stranger_invite.is_declined) AS is_declined
    FROM acts.stranger_invite
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
        count(*)                            AS target_count,
        count(*) FILTER (WHERE is_accepted) AS accepted_count,
        count(*) FILTER (WHERE is_declined) AS declined_count
    FROM target
    GROUP BY account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS invite_stranger_24h_max_count,  -- [invites] Most accounts invited, in any 24 hours, that do not, or cannot be known to, list the inviter. Null: no such invite on the date.
    (outcome.accepted_count / nullif(outcome.target_count, 0))::DOUBLE
        AS invite_stranger_accepted_share, -- [outcomes] Of those, the share that accepted since. Null: no such invite on the date.
    (outcome.declined_count / nullif(outcome.target_count, 0))::DOUBLE
        AS invite_stranger_declined_share  -- [outcomes] Of those, the share that declined since. Null: no such invite on the date.
FROM peak.stranger_invite AS peak
LEFT JOIN outcome
    ON peak.account_id = outcome.account_id
