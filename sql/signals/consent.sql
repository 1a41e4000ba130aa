/*
title    = "How those that an account approached on the date took it, its accomplices left out"
rests_on = ["contacts"]
*/
WITH target AS (
    SELECT
        consent.account_id,
        consent.other_id,
        consent.is_known,
        consent.is_listed,
        consent.is_agreed,
        consent.is_refused,
        consent.has_had_time,
        CASE
            WHEN consent.is_agreed THEN 1000
            WHEN consent.is_known OR consent.is_refused THEN 0
            ELSE round(1000 - 1000 * coalesce(listing_rate.stranger_share, 1))
        END::BIGINT AS agreed_thousandths
    FROM acts.consent
    LEFT JOIN acts.listing_rate
        ON consent.account_id = listing_rate.account_id AND consent.is_message = listing_rate.is_message
    LEFT JOIN rings.rejection AS own
        ON consent.account_id = own.account_id
    LEFT JOIN rings.rejection AS other
        ON consent.other_id = other.account_id
    WHERE own.set_number IS DISTINCT FROM other.set_number OR own.set_number IS NULL
),

counter AS (
    -- An unknown target that did nothing says nothing by itself: it makes no share surer.
    SELECT
        account_id,
        count(*)                                                                       AS target_count,
        count(*) FILTER (WHERE is_known)                                               AS known_count,
        count(*) FILTER (WHERE has_had_time)                                           AS timed_count,
        count(*) FILTER (WHERE is_known OR is_agreed OR is_refused)                    AS heard_count,
        count(*) FILTER (WHERE has_had_time AND (is_known OR is_agreed OR is_refused)) AS timed_heard_count,
        sum(agreed_thousandths)                                                        AS agreed_thousandths,
        sum(agreed_thousandths) FILTER (WHERE has_had_time)                            AS timed_agreed_thousandths,
        count(*) FILTER (WHERE is_refused)                                             AS refused_count,
        count(*) FILTER (WHERE has_had_time AND is_refused)                            AS timed_refused_count,
        count(*) FILTER (WHERE is_refused OR NOT is_listed)                            AS unlisted_count,
        count(*) FILTER (WHERE has_had_time AND (is_refused OR NOT is_listed))         AS timed_unlisted_count
    FROM target
    GROUP BY account_id
)

-- The lower ends count those without time as if they had done nothing; the upper ends leave them out.
SELECT
    account_id AS account_id,
    target_count::BIGINT
        AS approach_target_count,     -- [consent] Accounts that the account added, invited or wrote to first on the date, or that came by link to groups it made. Null: fewer than `approached.min_approach_count`, and few groups made.
    known_count::BIGINT
        AS approach_known_count,      -- [consent] Of those, the ones whose address book is known. Null: as approach_target_count.
    (timed_count / nullif(target_count, 0))::DOUBLE
        AS approach_timed_share,      -- [consent] Of those, the share that had time to respond before the date ended. Null: as approach_target_count.
    wilson_low(heard_count * (agreed_thousandths / nullif(1000 * target_count, 0)), heard_count)::DOUBLE
        AS consent_low_share,         -- [consent] At least this share of those consented: list the account, accepted, joined by link, answered or wrote in the group, and did not refuse (lower end of the 95 % interval). A target whose address book is unknown counts as the known ones do. Null: nobody's response is known.
    wilson_high(
        timed_heard_count * (timed_agreed_thousandths / nullif(1000 * timed_count, 0)),
        timed_heard_count
    )::DOUBLE
        AS consent_high_share,        -- [consent] At most this share of those that had time consented (upper end). Null: no response is known of those that had time.
    wilson_low(refused_count, unlisted_count)::DOUBLE
        AS consent_refused_low_share, -- [consent] At least this share of those that do not list the account refused: left, were removed, declined, blocked or reported (lower end). Null: all list it.
    wilson_high(timed_refused_count, timed_unlisted_count)::DOUBLE
        AS consent_refused_high_share -- [consent] At most this share of those that had time and do not list the account refused (upper end). Null: nobody had time, or all list it.
FROM counter
