/*
title = "One row per add, invite, first message or join by link that a busy account caused"
why   = "Consent is measured over all ways to approach a target, so that a spammer gains nothing by switching ways."

[params.min_approach_count]
default = 10
least   = 1
unit    = "accounts"
help    = "Accounts with fewer adds, invites and recipients of messages on the date, summed, are left out."

[params.min_group_count]
default = 5
least   = 1
unit    = "groups"
help    = "Accounts that created this many groups on the date are included whatever else they did."
*/
WITH busy AS (
    SELECT account_day.account_id
    FROM history.account_day
    INNER JOIN staging.night
        ON account_day.date = night.date
    WHERE
        account_day.add_count + account_day.invite_count + account_day.recipient_count >= $min_approach_count
        OR account_day.group_count >= $min_group_count
),

made AS (
    SELECT
        group_made.account_id,
        group_made.group_id
    FROM acts.group_made
    SEMI JOIN busy
        ON group_made.account_id = busy.account_id
)

SELECT
    add.account_id            AS account_id, -- The actor.
    add.other_id              AS other_id,   -- The target: added, invited, messaged first, or joined by link to a group that the actor just created.
    FALSE::BOOLEAN            AS is_message, -- True for a one-to-one message, false for a group.
    add.event_at::TIMESTAMPTZ AS event_at,   -- Time of the event.
    add.is_known::BOOLEAN     AS is_known,   -- True where the target's contacts are known.
    add.is_listed::BOOLEAN    AS is_listed,  -- True where the target has the actor as a contact.
    add.is_answered::BOOLEAN  AS is_agreed,  -- True where the target accepted, joined by link, replied or posted in the group.
    add.is_unwanted::BOOLEAN  AS is_refused  -- True where the target left, was removed, declined, or blocked or reported the actor after an add; acts.consent adds complaints after the others.
FROM acts.add
SEMI JOIN busy
    ON add.account_id = busy.account_id
UNION ALL
SELECT
    invite.account_id,
    invite.other_id,
    FALSE              AS is_message,
    invite.event_at,
    invite.is_known,
    invite.is_listed,
    invite.is_accepted AS is_agreed,
    invite.is_declined AS is_refused
FROM acts.invite
SEMI JOIN busy
    ON invite.account_id = busy.account_id
UNION ALL
SELECT
    message_contact.account_id,
    message_contact.other_id,
    TRUE                                       AS is_message,
    message_contact.first_at                   AS event_at,
    coalesce(message_contact.is_known, FALSE)  AS is_known,
    coalesce(message_contact.is_listed, FALSE) AS is_listed,
    message_contact.is_answered                AS is_agreed,
    FALSE                                      AS is_refused
FROM acts.message_contact
SEMI JOIN busy
    ON message_contact.account_id = busy.account_id
WHERE NOT message_contact.is_reply
UNION ALL
-- An account that joins a new group by link got the link from the creator's side and agreed to come.
SELECT
    made.account_id,
    membership_event.account_id AS other_id,
    FALSE                       AS is_message,
    membership_event.event_at,
    FALSE                       AS is_known,
    FALSE                       AS is_listed,
    TRUE                        AS is_agreed,
    FALSE                       AS is_refused
FROM made
INNER JOIN staging.membership_event
    ON made.group_id = membership_event.group_id
WHERE membership_event.action = 'join' AND membership_event.account_id <> made.account_id
