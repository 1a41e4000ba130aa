/*
title    = "Recipients of a business or api account that have it as a contact, on the date and before"
why      = "A service that was taken over writes to strangers instead of its customers, at its usual rate."
rests_on = ["contacts"]

[params.min_known_count]
default = 20
least   = 1
unit    = "accounts"
help    = "With fewer recipients with known contacts, on the date or before, the drop gets no value."
*/
WITH recipient AS (
    SELECT DISTINCT
        recipient_day.account_id,
        recipient_day.target_id,
        recipient_day.date = night.date AS is_on_date
    FROM history.recipient_day
    INNER JOIN staging.registration
        ON recipient_day.account_id = registration.account_id
    CROSS JOIN staging.night
    WHERE registration.account_type IN ('business', 'api')
),

counter AS (
    SELECT
        recipient.account_id,
        count(*) FILTER (WHERE recipient.is_on_date)                   AS known_count,
        count(listed.owner_id) FILTER (WHERE recipient.is_on_date)     AS listed_count,
        count(*) FILTER (WHERE NOT recipient.is_on_date)               AS former_known_count,
        count(listed.owner_id) FILTER (WHERE NOT recipient.is_on_date) AS former_listed_count
    FROM recipient
    INNER JOIN acts.book_owner AS owner
        ON recipient.target_id = owner.owner_id
    LEFT JOIN acts.address_book AS listed
        ON recipient.target_id = listed.owner_id AND recipient.account_id = listed.contact_id
    GROUP BY recipient.account_id
)

SELECT
    account_id
        AS account_id,
    (listed_count / nullif(known_count, 0))::DOUBLE
        AS audience_listed_share,        -- [history] Share of the date's recipients with known contacts that have the account as a contact, in a sample of 100. Null: not a business or api account, fewer than 30 recipients, or no known contacts.
    (former_listed_count / nullif(former_known_count, 0))::DOUBLE
        AS audience_former_listed_share, -- [history] The same share of the recipients of earlier days, in a sample of 100 a day. Null: as audience_listed_share.
    (
        CASE
            WHEN known_count >= $min_known_count AND former_known_count >= $min_known_count
                THEN
                    wilson_low(former_listed_count, former_known_count)
                    - wilson_high(listed_count, known_count)
        END
    )::DOUBLE
        AS audience_listed_drop_share    -- [history] By how much that share is lower on the date than before: lower end of the earlier 95 % interval minus upper end of the date's. Null: as the shares, or few known contacts.
FROM counter
