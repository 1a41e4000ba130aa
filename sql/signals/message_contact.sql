/*
title    = "Recipients of an account's one-to-one messages, and their replies"
why      = "Replies and contacts show real conversations, and outweigh a high message count."
rests_on = ["contacts", "unknown"]
act      = "first_contact"
*/
WITH counter AS (
    SELECT
        account_id,
        count(*)                                                 AS recipient_count,
        count(is_known)                                          AS logged_count,
        count(*) FILTER (WHERE is_known)                         AS known_count,
        count(*) FILTER (WHERE is_known AND NOT is_listed)       AS noncontact_count,
        count(*) FILTER (WHERE NOT is_listed AND NOT has_listed) AS stranger_count,
        count(*) FILTER (WHERE has_listed)                       AS listed_count,
        count(*) FILTER (WHERE is_reply)                         AS replied_to_count,
        count(*) FILTER (WHERE is_reply OR is_answered)          AS mutual_count,
        count(*) FILTER (WHERE is_first)                         AS first_count,
        count(*) FILTER (WHERE is_first AND is_answered)         AS answered_count,
        sum(message_count) FILTER (WHERE is_first)               AS first_message_count,
        max(message_count)                                       AS max_per_recipient
    FROM acts.message_contact
    GROUP BY account_id
)

SELECT
    account_id
        AS account_id,
    (CASE WHEN logged_count > 0 THEN noncontact_count END)::BIGINT
        AS message_noncontact_count,         -- [messages] Recipients whose known contacts do not include the sender. Null: no contacts log, or no recipients.
    (noncontact_count / nullif(known_count, 0))::DOUBLE
        AS message_noncontact_share,         -- [messages] Share of the recipients with known contacts that do not have the sender as a contact. Null: no recipient with known contacts.
    (CASE WHEN logged_count > 0 THEN logged_count - known_count END)::BIGINT
        AS message_unknown_count,            -- [messages] Recipients whose contacts are unknown. Null: no contacts log, or no recipients.
    (CASE WHEN logged_count > 0 THEN stranger_count END)::BIGINT
        AS message_stranger_count,           -- [messages] Recipients where neither account is known to have the other as a contact; the recipient's contacts may be unknown. Null: no contacts log, or no recipients.
    (listed_count / nullif(logged_count, 0))::DOUBLE
        AS message_listed_by_writer_share,   -- [messages] Share of the recipients that the sender has as contacts. Null: no contacts log, or no recipients.
    replied_to_count::BIGINT
        AS message_replied_to_count,         -- [messages] Recipients that wrote first, on the date or the day before. Null: no recipients.
    (replied_to_count / nullif(recipient_count, 0))::DOUBLE
        AS message_replied_to_share,         -- [messages] Share of the recipients that wrote first. Null: no recipients.
    (mutual_count / nullif(recipient_count, 0))::DOUBLE
        AS message_reciprocal_share,         -- [answers] Share of the recipients that also wrote to the account, on the date or the day before. Null: no recipients.
    max_per_recipient::BIGINT
        AS message_recipient_max_count,      -- [messages] Most messages to one recipient. Null: no recipients.
    first_count::BIGINT
        AS first_contact_count,              -- [messages] Recipients that are a first contact: no message between the two since the day before, and neither is known to have the other as a contact. Null: no recipients.
    (first_count / nullif(recipient_count, 0))::DOUBLE
        AS first_contact_share,              -- [messages] Share of the recipients that are a first contact. Null: no recipients.
    (first_message_count / nullif(first_count, 0))::DOUBLE
        AS first_contact_message_mean_count, -- [messages] Messages per first contact, on average. Null: no first contact.
    answered_count::BIGINT
        AS first_contact_answered_count,     -- [answers] First contacts that have replied. Null: no recipients.
    (first_count - answered_count)::BIGINT
        AS first_contact_unanswered_count,   -- [answers] First contacts that have not replied. Null: no recipients.
    wilson_low(answered_count, first_count)::DOUBLE
        AS first_contact_answered_low_share, -- [answers] Share of the first contacts that reply, lower end of the 95 % interval. Null: no first contact.
    wilson_high(answered_count, first_count)::DOUBLE
        AS first_contact_answered_high_share -- [answers] Share of the first contacts that reply, upper end of the 95 % interval. Null: no first contact.
FROM counter
