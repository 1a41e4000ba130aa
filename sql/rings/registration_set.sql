/*
title = "Accounts registered in one place within hours, nearly all of whom approach strangers and are unwelcome"

[params.gap_hours]
default = 2
least   = 1
unit    = "hours"
help    = "Who was registered in a place longer after the one before is of another set."

[params.least_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Fewer are no set."

[params.least_told_count]
default = 3
least   = 1
unit    = "accounts"
help    = "So many strangers have answered, kept silent or gone, before an account counts as unwelcome."

[params.least_unwelcome_share]
default = 0.5
unit    = "share"
help    = "Share of all accounts registered in the place meanwhile, the quiet ones too, that are unwelcome: on a carrier's network few are."
*/
WITH reception AS (
    SELECT
        account_id,
        add_stranger_reception_bits                                                       AS bits,
        add_stranger_gone_count + add_stranger_answered_count + add_stranger_silent_count AS told_count
    FROM signals.add_reception
    UNION ALL
    SELECT
        reception.account_id,
        reception.first_contact_reception_bits                                      AS bits,
        contact.first_contact_answered_count + reception.first_contact_silent_count AS told_count
    FROM signals.message_reception AS reception
    INNER JOIN signals.message_contact AS contact
        ON reception.account_id = contact.account_id
),

unwelcome AS (
    SELECT account_id
    FROM reception
    GROUP BY account_id
    HAVING sum(told_count) >= $least_told_count AND sum(bits) > 0
),

place AS (
    SELECT
        registration.account_id,
        registration.registered_at,
        unnest(['device', 'network', 'prefix'])                                              AS kind,
        unnest([registration.device_id, registration.network_id, registration.phone_prefix]) AS name
    FROM staging.registration
    INNER JOIN unwelcome
        ON registration.account_id = unwelcome.account_id
),

step AS (
    SELECT
        account_id,
        registered_at,
        kind,
        name,
        coalesce(
            registered_at > lag(registered_at) OVER (PARTITION BY kind, name ORDER BY registered_at, account_id)
            + $gap_hours * INTERVAL 1 HOUR,
            TRUE
        ) AS is_first
    FROM place
    WHERE name IS NOT NULL
),

session AS (
    SELECT
        account_id,
        registered_at,
        kind,
        name,
        sum(is_first::INTEGER) OVER (PARTITION BY kind, name ORDER BY registered_at, account_id) AS number
    FROM step
),

gathering AS (
    SELECT
        kind,
        name,
        number,
        min(registered_at) AS first_at,
        max(registered_at) AS last_at,
        count(*)           AS account_count
    FROM session
    GROUP BY kind, name, number
    HAVING count(*) >= $least_account_count
),

everybody AS (
    SELECT
        gathering.kind,
        gathering.name,
        gathering.number,
        count(*) AS account_count
    FROM gathering
    INNER JOIN staging.registration
        ON
            gathering.name = CASE gathering.kind
                WHEN 'device' THEN registration.device_id
                WHEN 'network' THEN registration.network_id
                ELSE registration.phone_prefix
            END
            AND registration.registered_at BETWEEN gathering.first_at AND gathering.last_at
    GROUP BY gathering.kind, gathering.name, gathering.number
),

chosen AS (
    SELECT
        gathering.kind,
        gathering.name,
        gathering.number,
        row_number() OVER (ORDER BY gathering.kind, gathering.name, gathering.number) - 1 AS set_number
    FROM gathering
    INNER JOIN everybody
        ON
            gathering.kind = everybody.kind
            AND gathering.name = everybody.name
            AND gathering.number = everybody.number
    WHERE gathering.account_count >= everybody.account_count * $least_unwelcome_share
)

SELECT
    chosen.set_number::INTEGER AS set_number, -- Which set.
    session.account_id         AS account_id  -- Who is in it.
FROM session
INNER JOIN chosen
    ON
        session.kind = chosen.kind
        AND session.name = chosen.name
        AND session.number = chosen.number
