/*
title    = "Distinct accounts that an account added on the date, by what they are to the actor"
why      = "Many adds are harmless while the targets know the actor; strangers in the thousands are spam."
rests_on = ["contacts"]
act      = "stranger_add"
*/
WITH former AS (
    SELECT DISTINCT
        add_pair_day.account_id,
        add_pair_day.target_id AS other_id
    FROM history.add_pair_day
    INNER JOIN staging.night
        ON add_pair_day.date < night.date
    SEMI JOIN acts.added_account
        ON add_pair_day.account_id = added_account.account_id AND add_pair_day.target_id = added_account.other_id
),

target AS (
    SELECT
        added_account.account_id,
        count(*)                                                                       AS target_count,
        count(*) FILTER (WHERE added_account.is_listed)                                AS listing_count,
        count(*) FILTER (WHERE added_account.is_known AND NOT added_account.is_listed) AS noncontact_count,
        count(*) FILTER (WHERE NOT added_account.is_known)                             AS unknown_count,
        count(*) FILTER (WHERE former.other_id IS NULL)                                AS new_count,
        count(own_entry.owner_id)                                                      AS own_count
    FROM acts.added_account
    LEFT JOIN former
        ON added_account.account_id = former.account_id AND added_account.other_id = former.other_id
    LEFT JOIN acts.address_book AS own_entry
        ON added_account.account_id = own_entry.owner_id AND added_account.other_id = own_entry.contact_id
    GROUP BY added_account.account_id
)

SELECT
    target.account_id AS account_id,
    target.target_count::BIGINT
        AS add_target_count,     -- [adds] Distinct targets added on the date. Null: no adds.
    target.noncontact_count::BIGINT
        AS add_noncontact_count, -- [adds] Targets whose contacts are known and do not include the actor. Null: no adds.
    (target.noncontact_count / nullif(target.listing_count + target.noncontact_count, 0))::DOUBLE
        AS add_noncontact_share, -- [adds] Share of the targets with known contacts that do not have the actor as a contact. Null: no target with known contacts.
    target.unknown_count::BIGINT
        AS add_unknown_count,    -- [adds] Targets whose contacts are unknown. Null: no adds.
    (target.unknown_count / nullif(target.target_count, 0))::DOUBLE
        AS add_unknown_share,    -- [adds] Share of the targets whose contacts are unknown. Null: no adds.
    target.new_count::BIGINT
        AS add_new_target_count, -- [adds] Targets that the actor added on no earlier day of the history. Null: no adds.
    (target.new_count / nullif(target.target_count, 0))::DOUBLE
        AS add_new_target_share, -- [adds] Share of the targets that the actor added on no earlier day of the history. Null: no adds.
    (CASE WHEN night.has_contacts THEN target.own_count / nullif(target.target_count, 0) END)::DOUBLE
        AS add_own_contact_share -- [adds] Share of the targets that the actor has as contacts. Null: no adds, or no contacts log.
FROM target
CROSS JOIN staging.night
