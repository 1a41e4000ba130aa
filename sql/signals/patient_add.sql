/*
title    = "Strangers added over the whole history by low-and-slow adders"
why      = "A spammer that spreads 200 adds over a week stays below every daily limit."
rests_on = ["contacts", "unknown"]
act      = "stranger_add"
*/
WITH target AS (
    SELECT
        add_pair_day.account_id,
        add_pair_day.target_id,
        min(add_pair_day.date)     AS first_on,
        min(add_pair_day.first_at) AS first_at
    FROM history.add_pair_day
    INNER JOIN acts.patient_adder
        ON add_pair_day.account_id = patient_adder.account_id
    GROUP BY add_pair_day.account_id, add_pair_day.target_id
),

approach AS (
    SELECT
        target.account_id,
        count(*)                                      AS stranger_count,
        count(*) FILTER (WHERE acquaintance.is_known) AS noncontact_count,
        count(DISTINCT target.first_on)               AS day_count
    FROM target
    INNER JOIN acts.acquaintance
        ON target.account_id = acquaintance.account_id AND target.target_id = acquaintance.other_id
    WHERE NOT coalesce(acquaintance.known_from_at < target.first_at, FALSE)
    GROUP BY target.account_id
)

SELECT
    approach.account_id AS account_id,
    approach.stranger_count::BIGINT
        AS history_add_stranger_count,          -- [history] Distinct targets added within the history that do not have the actor as a contact (or whose contacts are unknown). Null: few adds within the history, or no add on the date.
    round(
        approach.noncontact_count
        + (approach.stranger_count - approach.noncontact_count) * coalesce(listing_rate.stranger_share, 1),
        1
    )::DOUBLE
        AS history_add_stranger_expected_count, -- [history] Expected number of strangers among those targets; one with unknown contacts counts by the share of strangers among the known targets of the date. Null: few adds within the history, or no add on the date.
    approach.noncontact_count::BIGINT
        AS history_add_noncontact_count,        -- [history] Those targets whose contacts are known. Null: few adds within the history, or no add on the date.
    approach.day_count::BIGINT
        AS history_add_stranger_days            -- [history] Days on which the account added such a target for the first time. Null: few adds within the history, or no add on the date.
FROM approach
LEFT JOIN acts.listing_rate
    ON approach.account_id = listing_rate.account_id AND NOT listing_rate.is_message
