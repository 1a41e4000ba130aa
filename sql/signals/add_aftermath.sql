/*
title = "What has become, a day later, of the adds of the day before"
act   = "stranger_add"
*/
SELECT
    fate.account_id AS account_id,
    fate.add_count::BIGINT
        AS add_before_count,             -- [outcomes] Adds on the day before. Null: no adds on the day before.
    round(fate.left_1h_count * fate.add_share, 6)::DOUBLE
        AS add_before_left_1h_share,     -- [outcomes] Share of the adds on the day before after which the other left the group within an hour; few adds count for less. Null: no adds on the day before.
    round(fate.left_24h_count * fate.add_share, 6)::DOUBLE
        AS add_before_left_24h_share,    -- [outcomes] Share of the adds on the day before after which the other left the group within 24 hours; few adds count for less. Null: no adds on the day before.
    round(fate.removed_24h_count * fate.add_share, 6)::DOUBLE
        AS add_before_removed_24h_share, -- [outcomes] Share of the adds on the day before after which the other was removed from it within 24 hours; few adds count for less. Null: no adds on the day before.
    round(fate.stayed_count * fate.add_share, 6)::DOUBLE
        AS add_before_stayed_share,      -- [outcomes] Share of the adds on the day before after which the other was still in it at the end of the night; few adds count for less. Null: no adds on the day before.
    round(fate.posted_count * fate.add_share, 6)::DOUBLE
        AS add_before_posted_share,      -- [outcomes] Share of the adds on the day before after which the other wrote in the group since; few adds count for less. Null: no adds on the day before.
    round(fate.replied_count * fate.add_share, 6)::DOUBLE
        AS add_before_replied_share,     -- [outcomes] Share of the adds on the day before after which the other wrote to the adder since; few adds count for less. Null: no adds on the day before.
    (CASE WHEN night.has_reports THEN round(fate.blocked_count * fate.add_share, 6) END)::DOUBLE
        AS add_before_blocked_share,     -- [outcomes] Share of the adds on the day before after which the other blocked the adder since; few adds count for less. Null: no adds on the day before, or no reports log.
    (CASE WHEN night.has_reports THEN round(fate.reported_count * fate.add_share, 6) END)::DOUBLE
        AS add_before_reported_share     -- [outcomes] Share of the adds on the day before after which the other reported the adder since; few adds count for less. Null: no adds on the day before, or no reports log.
FROM acts.add_fate AS fate
CROSS JOIN staging.night
WHERE NOT fate.is_today
