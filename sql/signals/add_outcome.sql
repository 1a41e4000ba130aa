/*
title = "Targets' responses to the adds of the date, up to the end of the date"
why   = "Targets who leave at once are the earliest sign that a burst of adds is unwanted."
act   = "stranger_add"
*/
SELECT
    fate.account_id AS account_id,
    fate.left_1h_count::BIGINT
        AS add_left_1h_count,     -- [outcomes] Adds on the date after which the target left the group within an hour. Null: no adds.
    fate.left_24h_count::BIGINT
        AS add_left_24h_count,    -- [outcomes] Adds on the date after which the target left the group within 24 hours. Null: no adds.
    fate.removed_24h_count::BIGINT
        AS add_removed_24h_count, -- [outcomes] Adds on the date after which the target was removed from the group within 24 hours. Null: no adds.
    fate.stayed_count::BIGINT
        AS add_stayed_count,      -- [outcomes] Adds on the date after which the target was still in the group at the end of the date. Null: no adds.
    fate.posted_count::BIGINT
        AS add_posted_count,      -- [outcomes] Adds on the date after which the target posted in the group. Null: no adds.
    fate.replied_count::BIGINT
        AS add_replied_count,     -- [outcomes] Adds on the date after which the target wrote to the actor. Null: no adds.
    (CASE WHEN night.has_reports THEN fate.blocked_count END)::BIGINT
        AS add_blocked_count,     -- [outcomes] Adds on the date after which the target blocked the actor. Null: no adds, or no reports log.
    (CASE WHEN night.has_reports THEN fate.reported_count END)::BIGINT
        AS add_reported_count,    -- [outcomes] Adds on the date after which the target reported the actor. Null: no adds, or no reports log.
    round(fate.left_1h_count * fate.add_share, 6)::DOUBLE
        AS add_left_1h_share,     -- [outcomes] Share of the adds on the date after which the target left the group within an hour; a few adds count less. Null: no adds.
    round(fate.left_24h_count * fate.add_share, 6)::DOUBLE
        AS add_left_24h_share,    -- [outcomes] Share of the adds on the date after which the target left the group within 24 hours; a few adds count less. Null: no adds.
    round(fate.removed_24h_count * fate.add_share, 6)::DOUBLE
        AS add_removed_24h_share, -- [outcomes] Share of the adds on the date after which the target was removed from the group within 24 hours; a few adds count less. Null: no adds.
    round(fate.stayed_count * fate.add_share, 6)::DOUBLE
        AS add_stayed_share,      -- [outcomes] Share of the adds on the date after which the target was still in the group at the end of the date; a few adds count less. Null: no adds.
    round(fate.posted_count * fate.add_share, 6)::DOUBLE
        AS add_posted_share,      -- [outcomes] Share of the adds on the date after which the target posted in the group; a few adds count less. Null: no adds.
    round(fate.replied_count * fate.add_share, 6)::DOUBLE
        AS add_replied_share,     -- [outcomes] Share of the adds on the date after which the target wrote to the actor; a few adds count less. Null: no adds.
    (CASE WHEN night.has_reports THEN round(fate.blocked_count * fate.add_share, 6) END)::DOUBLE
        AS add_blocked_share,     -- [outcomes] Share of the adds on the date after which the target blocked the actor; a few adds count less. Null: no adds, or no reports log.
    (CASE WHEN night.has_reports THEN round(fate.reported_count * fate.add_share, 6) END)::DOUBLE
        AS add_reported_share     -- [outcomes] Share of the adds on the date after which the target reported the actor; a few adds count less. Null: no adds, or no reports log.
FROM acts.add_fate AS fate
CROSS JOIN staging.night
WHERE fate.is_today
