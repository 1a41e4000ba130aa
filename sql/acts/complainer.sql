/*
title = "One row per reported account and complainer, and whether they had met before"
why   = "Fake accounts can report an innocent one together; a complaint from an account that met it is more credible."
*/
WITH complaint AS (
    SELECT
        reported_id      AS account_id,
        reporter_id      AS other_id,
        min(reported_at) AS reported_at
    FROM staging.report
    WHERE reporter_id <> reported_id
    GROUP BY reported_id, reporter_id
),

meeting AS (
    SELECT
        account_id,
        target_id AS other_id,
        first_at  AS met_at
    FROM history.add_pair_day
    UNION ALL
    SELECT
        actor_id   AS account_id,
        account_id AS other_id,
        event_at   AS met_at
    FROM staging.membership_event
    WHERE action = 'invite'
    UNION ALL
    SELECT
        sender_id    AS account_id,
        recipient_id AS other_id,
        sent_at      AS met_at
    FROM staging.message_edge
    WHERE recipient_id IS NOT NULL
    UNION ALL
    -- An address book entry has a day but no time; a later removal does not undo the meeting.
    SELECT
        owner_id          AS account_id,
        contact_id        AS other_id,
        date::TIMESTAMPTZ AS met_at
    FROM staging.contact
    WHERE change = 'add'
    UNION ALL
    SELECT
        contact_id        AS account_id,
        owner_id          AS other_id,
        date::TIMESTAMPTZ AS met_at
    FROM staging.contact
    WHERE change = 'add'
),

met AS (
    SELECT DISTINCT
        complaint.account_id,
        complaint.other_id
    FROM meeting
    INNER JOIN complaint
        ON
            meeting.account_id = complaint.account_id
            AND meeting.other_id = complaint.other_id
            AND meeting.met_at <= complaint.reported_at
)

SELECT
    complaint.account_id                AS account_id,  -- The account that was reported or blocked.
    complaint.other_id                  AS other_id,    -- The complainer.
    complaint.reported_at::TIMESTAMPTZ  AS reported_at, -- Time of the first complaint.
    (met.other_id IS NOT NULL)::BOOLEAN AS is_met       -- True where the reported account had added, invited or messaged the complainer before, or one had the other as a contact; invites and messages of the date and the day before only.
FROM complaint
LEFT JOIN met
    ON complaint.account_id = met.account_id AND complaint.other_id = met.other_id
