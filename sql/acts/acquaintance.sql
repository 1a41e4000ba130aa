/*
title = "One row per actor and target: since when the target has the actor as a contact"
why   = "People add accounts that know them; spammers add accounts that do not have the adder as a contact."
*/
WITH pair AS (
    SELECT
        actor_id   AS account_id,
        account_id AS other_id
    FROM staging.membership_event
    WHERE action IN ('add', 'invite') AND actor_id <> account_id
    UNION
    SELECT
        account_id,
        other_id
    FROM acts.fresh_sent
    WHERE other_id <> account_id
    UNION
    SELECT
        add_pair_day.account_id,
        add_pair_day.target_id AS other_id
    FROM history.add_pair_day
    INNER JOIN acts.patient_adder
        ON add_pair_day.account_id = patient_adder.account_id
    UNION
    SELECT
        account_id,
        target_id AS other_id
    FROM acts.bulk_add
),

inferred AS (
    SELECT
        message_pair_day.target_id     AS account_id,
        message_pair_day.account_id    AS other_id,
        min(message_pair_day.first_at) AS known_from_at
    FROM history.message_pair_day
    CROSS JOIN staging.night
    WHERE NOT night.has_contacts
    GROUP BY message_pair_day.target_id, message_pair_day.account_id
)

SELECT
    pair.account_id  AS account_id,    -- The actor: it added, invited or wrote.
    pair.other_id    AS other_id,      -- The target.
    CASE
        WHEN NOT night.has_contacts THEN inferred.known_from_at
        WHEN listing.owner_id IS NOT NULL THEN timestamp_micros(0)
    END::TIMESTAMPTZ AS known_from_at, -- Later events are between contacts; null: the target does not have the actor as a contact.
    (
        NOT night.has_contacts OR owner.owner_id IS NOT NULL
    )::BOOLEAN       AS is_known       -- True where the target's contacts are known: it has an address book, or contacts are inferred.
FROM pair
CROSS JOIN staging.night
LEFT JOIN acts.address_book AS listing
    ON pair.other_id = listing.owner_id AND pair.account_id = listing.contact_id
LEFT JOIN acts.book_owner AS owner
    ON pair.other_id = owner.owner_id
LEFT JOIN inferred
    ON pair.account_id = inferred.account_id AND pair.other_id = inferred.other_id
