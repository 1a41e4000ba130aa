/*
title    = "To whom the account wrote one to one, and who answered"
rests_on = ["contacts", "unknown"]
act      = "first_contact"
*/
WITH counter AS (
    SELECT
        account_id,
        count(*)                                                 AS recipient_count,
        count(is_known)                                          AS told_count,
        count(*) FILTER (WHERE is_known)                         AS known_count,
        count(*) FILTER (WHERE is_known AND NOT is_listed)       AS noncontact_count,
        count(*) FILTER (WHERE NOT is_listed AND NOT has_listed) AS stranger_count,
        count(*) FILTER (WHERE has_listed)                       AS listed_count,
        count(*) FILTER (WHERE is_provoked)                      AS provoked_count,
        count(*) FILTER (WHERE is_provoked OR is_answered)       AS mutual_count,
        count(*) FILTER (WHERE is_first)                         AS first_count,
        count(*) FILTER (WHERE is_first AND is_answered)         AS answered_count,
        sum(message_count) FILTER (WHERE is_first)               AS first_message_count,
        max(message_count)                                       AS most_to_one
    FROM acts.message_contact
    GROUP BY account_id
)

SELECT
    account_id
        AS account_id,
    (CASE WHEN told_count > 0 THEN noncontact_count END)::BIGINT
        AS message_noncontact_count,         -- [messages] Recipients with an address book that does not list the writer. Null: no contacts log, or nobody written to one to one.
    (noncontact_count / nullif(known_count, 0))::DOUBLE
        AS message_noncontact_share,         -- [messages] Of the recipients with an address book, the share that does not list the writer. Null: none has one.
    (CASE WHEN told_count > 0 THEN told_count - known_count END)::BIGINT
        AS message_unknown_count,            -- [messages] Recipients without an address book. Null: no contacts log, or nobody written to one to one.
    (CASE WHEN told_count > 0 THEN stranger_count END)::BIGINT
        AS message_stranger_count,           -- [messages] Recipients of whom and the writer neither lists the other. Null: no contacts log, or nobody written to one to one.
    (listed_count / nullif(told_count, 0))::DOUBLE
        AS message_listed_by_writer_share,   -- [messages] Of the recipients, the share that the writer lists. Null: no contacts log, or nobody written to one to one.
    provoked_count::BIGINT
        AS message_provoked_count,           -- [messages] Recipients who had written first, on the date or the day before. Null: nobody written to one to one.
    (provoked_count / nullif(recipient_count, 0))::DOUBLE
        AS message_provoked_share,           -- [messages] Of the recipients, the share that had written first. Null: nobody written to one to one.
    (mutual_count / nullif(recipient_count, 0))::DOUBLE
        AS message_reciprocal_share,         -- [answers] Of the recipients, the share that wrote to the account too, on the date or the day before. Null: nobody written to one to one.
    most_to_one::BIGINT
        AS message_recipient_max_count,      -- [messages] Most messages to one recipient. Null: nobody written to one to one.
    first_count::BIGINT
        AS first_contact_count,              -- [messages] Recipients to whom the account wrote as a first contact: neither had written since the day before, and neither is known to list the other. Null: nobody written to one to one.
    (first_count / nullif(recipient_count, 0))::DOUBLE
        AS first_contact_share,              -- [messages] Of the recipients, the share that was a first contact. Null: nobody written to one to one.
    (first_message_count / nullif(first_count, 0))::DOUBLE
        AS first_contact_message_mean_count, -- [messages] Messages to a first contact, on average. Null: no first contact.
    answered_count::BIGINT
        AS first_contact_answered_count,     -- [answers] First contacts who have answered since. Null: nobody written to one to one.
    (first_count - answered_count)::BIGINT
        AS first_contact_unanswered_count,   -- [answers] First contacts who have not answered. Null: nobody written to one to one.
    wilson_low(answered_count, first_count)::DOUBLE
        AS first_contact_answered_low_share, -- [answers] At least this share of the first contacts answers (lower end of the 95 % interval). Null: no first contact.
    wilson_high(answered_count, first_count)::DOUBLE
        AS first_contact_answered_high_share -- [answers] At most this share of the first contacts answers (upper end). Null: no first contact.
FROM counter
