/*
title = "What has become of the adds of the date"
act   = "stranger_add"
*/
SELECT
    fate.account_id AS account_id,
    fate.left_1h_count::BIGINT
        AS add_left_1h_count,     -- [outcomes] Adds on the date after which the other left the group within an hour. Null: no adds.
    fate.left_24h_count::BIGINT
        AS add_left_24h_count,    -- [outcomes] Adds on the date after which the other left the group within 24 hours. Null: no adds.
    fate.removed_24h_count::BIGINT
        AS add_removed_24h_count, -- [outcomes] Adds on the date after which the other was removed from it within 24 hours. Null: no adds.
    fate.stayed_count::BIGINT
        AS add_stayed_count,      -- [outcomes] Adds on the date after which the other was still in it at the end of the night. Null: no adds.
    fate.posted_count::BIGINT
        AS add_posted_count,      -- [outcomes] Adds on the date after which the other wrote in the group since. Null: no adds.
    fate.replied_count::BIGINT
        AS add_replied_count,     -- [outcomes] Adds on the date after which the other wrote to the adder since. Null: no adds.
    (CASE WHEN night.has_reports THEN fate.blocked_count END)::BIGINT
        AS add_blocked_count,     -- [outcomes] Adds on the date after which the other blocked the adder since. Null: no adds, or no reports log.
    (CASE WHEN night.has_reports THEN fate.reported_count END)::BIGINT
        AS add_reported_count,    -- [outcomes] Adds on the date after which the other reported the adder since. Null: no adds, or no reports log.
    round(fate.left_1h_count * fate.add_share, 6)::DOUBLE
        AS add_left_1h_share,     -- [outcomes] Share of the adds on the date after which the other left the group within an hour; few adds count for less. Null: no adds.
    round(fate.left_24h_count * fate.add_share, 6)::DOUBLE
        AS add_left_24h_share,    -- [outcomes] Share of the adds on the date after which the other left the group within 24 hours; few adds count for less. Null: no adds.
    round(fate.removed_24h_count * fate.add_share, 6)::DOUBLE
        AS add_removed_24h_share, -- [outcomes] Share of the adds on the date after which the other was removed from it within 24 hours; few adds count for less. Null: no adds.
    round(fate.stayed_count * fate.add_share, 6)::DOUBLE
        AS add_stayed_share,      -- [outcomes] Share of the adds on the date after which the other was still in it at the end of the night; few adds count for less. Null: no adds.
    round(fate.posted_count * fate.add_share, 6)::DOUBLE
        AS add_posted_share,      -- [outcomes] Share of the adds on the date after which the other wrote in the group since; few adds count for less. Null: no adds.
    round(fate.replied_count * fate.add_share, 6)::DOUBLE
        AS add_replied_share,     -- [outcomes] Share of the adds on the date after which the other wrote to the adder since; few adds count for less. Null: no adds.
    (CASE WHEN night.has_reports THEN round(fate.blocked_count * fate.add_share, 6) END)::DOUBLE
        AS add_blocked_share,     -- [outcomes] Share of the adds on the date after which the other blocked the adder since; few adds count for less. Null: no adds, or no reports log.
    (CASE WHEN night.has_reports THEN round(fate.reported_count * fate.add_share, 6) END)::DOUBLE
        AS add_reported_share     -- [outcomes] Share of the adds on the date after which the other reported the adder since; few adds count for less. Null: no adds, or no reports log.
FROM acts.add_fate AS fate
CROSS JOIN staging.night
WHERE fate.is_today
