/*
title    = "Groups created within an hour, and whether the accounts added to them know the creator"
why      = "A creator of dozens of groups is a script, unless the people it adds know it (a school, a company)."
rests_on = ["contacts"]

[params.newcomer_days]
default = 7
unit    = "days"
help    = "For a creator younger than this all targets count, and the share is 0 where it added nobody."
*/
WITH burst_group AS (
    SELECT DISTINCT
        group_made.account_id,
        group_made.group_id
    FROM acts.group_made
    INNER JOIN peak.group_made AS peak
        ON
            group_made.account_id = peak.account_id
            AND group_made.event_at > peak.window_start_at
            AND group_made.event_at <= peak.window_end_at
),

filled AS (
    SELECT
        burst_group.account_id,
        count(DISTINCT burst_group.group_id) AS filled_count
    FROM burst_group
    INNER JOIN staging.membership_event
        ON burst_group.group_id = membership_event.group_id
    WHERE
        membership_event.action IN ('add', 'invite', 'join', 'accept')
        AND membership_event.account_id <> burst_group.account_id
    GROUP BY burst_group.account_id
),

member AS (
    SELECT
        burst_group.account_id,
        add.other_id,
        bool_or(add.is_listed)                     AS is_listed,
        bool_or(add.is_known)                      AS is_known,
        min(add.event_at) < min(night.deadline_at) AS has_had_time
    FROM burst_group
    INNER JOIN acts.add
        ON burst_group.account_id = add.account_id AND burst_group.group_id = add.group_id
    CROSS JOIN staging.night
    GROUP BY burst_group.account_id, add.other_id
),

welcome AS (
    SELECT
        account_id,
        count(*)                                                        AS added_count,
        count(*) FILTER (WHERE is_known)                                AS known_count,
        count(*) FILTER (WHERE is_known AND is_listed)                  AS listed_count,
        count(*) FILTER (WHERE is_known AND has_had_time)               AS timed_count,
        count(*) FILTER (WHERE is_known AND has_had_time AND is_listed) AS timed_listed_count
    FROM member
    GROUP BY account_id
),

maker AS (
    SELECT
        peak.account_id,
        peak.window_start_at,
        peak.window_end_at,
        peak.window_count,
        coalesce(filled.filled_count, 0)                      AS filled_count,
        coalesce(welcome.added_count, 0)                      AS added_count,
        welcome.listed_count / nullif(welcome.known_count, 0) AS listed_share,
        -- Where most targets had no time, the responses of the others are not representative.
        CASE
            WHEN 2 * welcome.timed_count >= welcome.known_count
                THEN welcome.timed_listed_count / nullif(welcome.timed_count, 0)
        END                                                   AS timed_listed_share,
        (
            unix_micros(peak.first_event_at) - unix_micros(registration.registered_at)
        ) / 86400000000                                       AS age_days
    FROM peak.group_made AS peak
    LEFT JOIN filled
        ON peak.account_id = filled.account_id
    LEFT JOIN welcome
        ON peak.account_id = welcome.account_id
    LEFT JOIN staging.registration
        ON peak.account_id = registration.account_id AND registration.registered_at <= peak.first_event_at
)

SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT
        AS group_created_1h_max_count,    -- [groups] Most groups created in any hour. Null: none created on the date.
    added_count::BIGINT
        AS group_created_1h_added_count,  -- [groups] Accounts that the creator added to those groups. Null: none created on the date.
    (window_count - filled_count)::BIGINT
        AS group_created_1h_empty_count,  -- [groups] Those groups to which nobody was added or invited and which nobody joined. Null: none created on the date.
    (
        CASE
            WHEN age_days < $newcomer_days THEN CASE WHEN added_count > 0 THEN listed_share ELSE 0 END
            ELSE timed_listed_share
        END
    )::DOUBLE
        AS group_created_1h_listed_share, -- [groups] Share that has the creator as a contact, of the added accounts with known contacts that had time; for a newcomer: of all with known contacts, and 0 where it added nobody. Null: nobody added or known, or most had no time.
    age_days::DOUBLE
        AS group_created_1h_age_days      -- [age] Age of the creator at the first of those groups. Null: none created, no row in the accounts log, or before registration.
FROM maker
