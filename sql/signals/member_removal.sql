/*
title = "Members of long standing removed within an hour, and how many of them object"
why   = "Members accept that an owner closes a group; if a hijacker removes them, some complain."
*/
WITH person AS (
    SELECT
        member_removal.account_id,
        member_removal.other_id,
        bool_or(member_removal.is_objecting) AS is_objecting
    FROM acts.member_removal
    INNER JOIN peak.member_removal AS peak
        ON
            member_removal.account_id = peak.account_id
            AND member_removal.event_at > peak.window_start_at
            AND member_removal.event_at <= peak.window_end_at
    GROUP BY member_removal.account_id, member_removal.other_id
),

outcome AS (
    SELECT
        account_id,
        count(*)                             AS person_count,
        count(*) FILTER (WHERE is_objecting) AS objecting_count
    FROM person
    GROUP BY account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS member_removed_1h_max_count,       -- [control] Most members of long standing (in the group since before the day before) that the account removed within an hour. Null: none on the date.
    (CASE WHEN night.has_reports THEN outcome.objecting_count END)::BIGINT
        AS member_removed_objecting_count,    -- [control] Those of them that then blocked or reported the account. Null: none on the date, or no reports log.
    (CASE WHEN night.has_reports THEN wilson_low(outcome.objecting_count, outcome.person_count) END)::DOUBLE
        AS member_removed_objecting_low_share -- [control] Share of them that did, lower end of the 95 % interval. Null: as member_removed_objecting_count.
FROM peak.member_removal AS peak
CROSS JOIN staging.night
INNER JOIN outcome
    ON peak.account_id = outcome.account_id
