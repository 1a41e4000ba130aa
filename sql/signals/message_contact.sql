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
),

rate AS (
    SELECT
        account_id,
        1 / nullif(first_count, 0)              AS weight,
        answered_count / nullif(first_count, 0) AS answered
    FROM counter
),

bound AS (
    -- The ends of Wilson's 95 % interval (1927): that one of three answers says little.
    SELECT
        account_id,
        (answered + 1.9208 * weight) / nullif(1 + 3.8416 * weight, 0) AS middle,
        1.96 * sqrt(answered * (1 - answered) * weight + 0.9604 * weight * weight)
        / nullif(1 + 3.8416 * weight, 0)                              AS deviation,
        answered
    FROM rate
)

SELECT
    counter.account_id
        AS account_id,
    (CASE WHEN counter.told_count > 0 THEN counter.noncontact_count END)::BIGINT
        AS message_noncontact_count,         -- [messages] Recipients with an address book that does not list the writer. Null: no contacts log, or nobody written to one to one.
    (counter.noncontact_count / nullif(counter.known_count, 0))::DOUBLE
        AS message_noncontact_share,         -- [messages] Of the recipients with an address book, the share that does not list the writer. Null: none has one.
    (CASE WHEN counter.told_count > 0 THEN counter.told_count - counter.known_count END)::BIGINT
        AS message_unknown_count,            -- [messages] Recipients without an address book. Null: no contacts log, or nobody written to one to one.
    (CASE WHEN counter.told_count > 0 THEN counter.stranger_count END)::BIGINT
        AS message_stranger_count,           -- [messages] Recipients of whom and the writer neither lists the other. Null: no contacts log, or nobody written to one to one.
    (counter.listed_count / nullif(counter.told_count, 0))::DOUBLE
        AS message_listed_by_writer_share,   -- [messages] Of the recipients, the share that the writer lists. Null: no contacts log, or nobody written to one to one.
    counter.provoked_count::BIGINT
        AS message_provoked_count,           -- [messages] Recipients who had written first, on the date or the day before. Null: nobody written to one to one.
    (counter.provoked_count / nullif(counter.recipient_count, 0))::DOUBLE
        AS message_provoked_share,           -- [messages] Of the recipients, the share that had written first. Null: nobody written to one to one.
    (counter.mutual_count / nullif(counter.recipient_count, 0))::DOUBLE
        AS message_reciprocal_share,         -- [answers] Of the recipients, the share that wrote to the account too, on the date or the day before. Null: nobody written to one to one.
    counter.most_to_one::BIGINT
        AS message_recipient_max_count,      -- [messages] Most messages to one recipient. Null: nobody written to one to one.
    counter.first_count::BIGINT
        AS first_contact_count,              -- [messages] Recipients to whom the account wrote as a first contact: neither had written since the day before, and neither is known to list the other. Null: nobody written to one to one.
    (counter.first_count / nullif(counter.recipient_count, 0))::DOUBLE
        AS first_contact_share,              -- [messages] Of the recipients, the share that was a first contact. Null: nobody written to one to one.
    (counter.first_message_count / nullif(counter.first_count, 0))::DOUBLE
        AS first_contact_message_mean_count, -- [messages] Messages to a first contact, on average. Null: no first contact.
    counter.answered_count::BIGINT
        AS first_contact_answered_count,     -- [answers] First contacts who have answered since. Null: nobody written to one to one.
    (counter.first_count - counter.answered_count)::BIGINT
        AS first_contact_unanswered_count,   -- [answers] First contacts who have not answered. Null: nobody written to one to one.
    (CASE WHEN bound.answered = 0 THEN 0 ELSE bound.middle - bound.deviation END)::DOUBLE
        AS first_contact_answered_low_share, -- [answers] At least this share of the first contacts answers (lower end of the 95 % interval). Null: no first contact.
    (CASE WHEN bound.answered = 1 THEN 1 ELSE bound.middle + bound.deviation END)::DOUBLE
        AS first_contact_answered_high_share -- [answers] At most this share of the first contacts answers (upper end). Null: no first contact.
FROM counter
INNER JOIN bound
    ON counter.account_id = bound.account_id
