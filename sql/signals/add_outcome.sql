/*
title = "Targets' responses to the adds of the date, up to the end of the date"
why   = "Targets who leave at once are the earliest sign that a burst of adds is unwanted."
act   = "stranger_add"
*/
SELECT
    outcome.account_id AS account_id,
    outcome.left_1h_count::BIGINT
        AS add_left_1h_count,     -- [outcomes] Adds on the date after which the target left the group within an hour. Null: no adds.
    outcome.left_24h_count::BIGINT
        AS add_left_24h_count,    -- [outcomes] Adds on the date after which the target left the group within 24 hours. Null: no adds.
    outcome.removed_24h_count::BIGINT
        AS add_removed_24h_count, -- [outcomes] Adds on the date after which the target was removed from the group within 24 hours. Null: no adds.
    outcome.stayed_count::BIGINT
        AS add_stayed_count,      -- [outcomes] Adds on the date after which the target was still in the group at the end of the date. Null: no adds.
    outcome.posted_count::BIGINT
        AS add_posted_count,      -- [outcomes] Adds on the date after which the target posted in the group. Null: no adds.
    outcome.replied_count::BIGINT
        AS add_replied_count,     -- [outcomes] Adds on the date after which the target wrote to the actor. Null: no adds.
    (CASE WHEN night.has_reports THEN outcome.blocked_count END)::BIGINT
        AS add_blocked_count,     -- [outcomes] Adds on the date after which the target blocked the actor. Null: no adds, or no reports log.
    (CASE WHEN night.has_reports THEN outcome.reported_count END)::BIGINT
        AS add_reported_count,    -- [outcomes] Adds on the date after which the target reported the actor. Null: no adds, or no reports log.
    round(outcome.left_1h_count * outcome.add_share, 6)::DOUBLE
        AS add_left_1h_share,     -- [outcomes] Share of the adds on the date after which the target left the group within an hour; a few adds count less. Null: no adds.
    round(outcome.left_24h_count * outcome.add_share, 6)::DOUBLE
        AS add_left_24h_share,    -- [outcomes] Share of the adds on the date after which the target left the group within 24 hours; a few adds count less. Null: no adds.
    round(outcome.removed_24h_count * outcome.add_share, 6)::DOUBLE
        AS add_removed_24h_share, -- [outcomes] Share of the adds on the date after which the target was removed from the group within 24 hours; a few adds count less. Null: no adds.
    round(outcome.stayed_count * outcome.add_share, 6)::DOUBLE
        AS add_stayed_share,      -- [outcomes] Share of the adds on the date after which the target was still in the group at the end of the date; a few adds count less. Null: no adds.
    round(outcome.posted_count * outcome.add_share, 6)::DOUBLE
        AS add_posted_share,      -- [outcomes] Share of the adds on the date after which the target posted in the group; a few adds count less. Null: no adds.
    round(outcome.replied_count * outcome.add_share, 6)::DOUBLE
        AS add_replied_share,     -- [outcomes] Share of the adds on the date after which the target wrote to the actor; a few adds count less. Null: no adds.
    (CASE WHEN night.has_reports THEN round(outcome.blocked_count * outcome.add_share, 6) END)::DOUBLE
        AS add_blocked_share,     -- [outcomes] Share of the adds on the date after which the target blocked the actor; a few adds count less. Null: no adds, or no reports log.
    (CASE WHEN night.has_reports THEN round(outcome.reported_count * outcome.add_share, 6) END)::DOUBLE
        AS add_reported_share     -- [outcomes] Share of the adds on the date after which the target reported the actor; a few adds count less. Null: no adds, or no reports log.
FROM acts.add_outcome AS outcome
CROSS JOIN staging.night
WHERE outcome.is_today
