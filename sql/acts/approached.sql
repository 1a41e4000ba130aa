/*
title = "Adds, invites and first messages of busy accounts, and those that came by link to groups just made"

[params.min_approach_count]
default = 10
least   = 1
unit    = "accounts"
help    = "Accounts that added, invited or wrote one to one to fewer on the date are not looked at."

[params.min_group_count]
default = 5
least   = 1
unit    = "groups"
help    = "Accounts that made so many groups on the date are looked at, whatever else they did."
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
    add.account_id            AS account_id, -- Who approached.
    add.other_id              AS other_id,   -- Whom: added, invited, written to first, or come by link to a group just made.
    FALSE::BOOLEAN            AS is_message, -- Whether by a one-to-one message; false: into a group.
    add.event_at::TIMESTAMPTZ AS event_at,   -- When.
    add.is_known::BOOLEAN     AS is_known,   -- Whether the other has an address book that can tell.
    add.is_listed::BOOLEAN    AS is_listed,  -- Whether the other lists the account.
    add.is_answered::BOOLEAN  AS is_agreed,  -- Whether the other accepted, joined by link, answered or wrote in the group.
    add.is_unwanted::BOOLEAN  AS is_refused  -- Whether the other left, was removed, declined, blocked or reported.
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
WHERE NOT message_contact.is_provoked
UNION ALL
-- Whoever comes by link to a group that the account has just made was told of it, and agreed.
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
