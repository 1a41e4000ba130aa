/*
title = "Targets' responses to the adds of the day before, up to the end of the date"
why   = "Many targets notice an unwanted group only the next day, after the night that saw the add."
act   = "stranger_add"
*/
SELECT
    outcome.account_id AS account_id,
    outcome.add_count::BIGINT
        AS add_before_count,             -- [outcomes] Adds on the day before. Null: no adds on the day before.
    round(outcome.left_1h_count * outcome.add_share, 6)::DOUBLE
        AS add_before_left_1h_share,     -- [outcomes] Share of the adds on the day before after which the target left the group within an hour; a few adds count less. Null: no adds on the day before.
    round(outcome.left_24h_count * outcome.add_share, 6)::DOUBLE
        AS add_before_left_24h_share,    -- [outcomes] Share of the adds on the day before after which the target left the group within 24 hours; a few adds count less. Null: no adds on the day before.
    round(outcome.removed_24h_count * outcome.add_share, 6)::DOUBLE
        AS add_before_removed_24h_share, -- [outcomes] Share of the adds on the day before after which the target was removed from the group within 24 hours; a few adds count less. Null: no adds on the day before.
    round(outcome.stayed_count * outcome.add_share, 6)::DOUBLE
        AS add_before_stayed_share,      -- [outcomes] Share of the adds on the day before after which the target was still in the group at the end of the date; a few adds count less. Null: no adds on the day before.
    round(outcome.posted_count * outcome.add_share, 6)::DOUBLE
        AS add_before_posted_share,      -- [outcomes] Share of the adds on the day before after which the target posted in the group; a few adds count less. Null: no adds on the day before.
    round(outcome.replied_count * outcome.add_share, 6)::DOUBLE
        AS add_before_replied_share,     -- [outcomes] Share of the adds on the day before after which the target wrote to the actor; a few adds count less. Null: no adds on the day before.
    (CASE WHEN night.has_reports THEN round(outcome.blocked_count * outcome.add_share, 6) END)::DOUBLE
        AS add_before_blocked_share,     -- [outcomes] Share of the adds on the day before after which the target blocked the actor; a few adds count less. Null: no adds on the day before, or no reports log.
    (CASE WHEN night.has_reports THEN round(outcome.reported_count * outcome.add_share, 6) END)::DOUBLE
        AS add_before_reported_share     -- [outcomes] Share of the adds on the day before after which the target reported the actor; a few adds count less. Null: no adds on the day before, or no reports log.
FROM acts.add_outcome AS outcome
CROSS JOIN staging.night
WHERE NOT outcome.is_today
