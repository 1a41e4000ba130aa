/*
title    = "Consent of the targets approached on the date, members of the account's own set excluded"
why      = "Consent separates an organiser from a spammer with the same number of adds, and can clear an account."
rests_on = ["contacts"]

[params.min_share_count]
default = 10
least   = 1
unit    = "accounts"
help    = "With fewer targets, consent gets no value and clears no account."
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
    LEFT JOIN ring_candidates.rejection AS own
        ON consent.account_id = own.account_id
    LEFT JOIN ring_candidates.rejection AS other
        ON consent.other_id = other.account_id
    WHERE own.set_number IS DISTINCT FROM other.set_number OR own.set_number IS NULL
),

counter AS (
    -- An unknown target without a response is no observation: it must not narrow the interval.
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

-- The lower ends count targets without time as no response; the upper ends leave them out.
SELECT
    account_id AS account_id,
    target_count::BIGINT
        AS approach_target_count,     -- [consent] Targets that the account added, invited or messaged first on the date, or that joined its new groups by link. Null: fewer than `approached.min_approach_count`, and few groups created.
    known_count::BIGINT
        AS approach_known_count,      -- [consent] Those targets whose contacts are known. Null: as approach_target_count.
    (timed_count / nullif(target_count, 0))::DOUBLE
        AS approach_timed_share,      -- [consent] Share of those targets that had time to respond before the end of the date. Null: as approach_target_count.
    (
        CASE
            WHEN target_count >= $min_share_count
                THEN wilson_low(heard_count * (agreed_thousandths / nullif(1000 * target_count, 0)), heard_count)
        END
    )::DOUBLE
        AS consent_low_share,         -- [consent] Share of those targets that consented, lower end of the 95 % interval. Consent: has the actor as a contact, accepted, joined by link, replied or posted, and did not refuse; targets with unknown contacts count like the known ones. Null: few targets, or no response known.
    wilson_high(
        timed_heard_count * (timed_agreed_thousandths / nullif(1000 * timed_count, 0)),
        timed_heard_count
    )::DOUBLE
        AS consent_high_share,        -- [consent] Share that consented of the targets that had time, upper end of the interval. Null: no response known of targets that had time.
    wilson_low(refused_count, unlisted_count)::DOUBLE
        AS consent_refused_low_share, -- [consent] Share that refused (left, was removed, declined, blocked or reported) of the targets without the actor as a contact, lower end of the interval. Null: all targets have the actor as a contact.
    wilson_high(timed_refused_count, timed_unlisted_count)::DOUBLE
        AS consent_refused_high_share -- [consent] Share that refused of the targets that had time and do not have the actor as a contact, upper end of the interval. Null: no such targets.
FROM counter
