/*
title    = "Forwards of an account on the date, and their recipients"
why      = "Hoaxes and chain letters travel as forwards, often to people that the sender does not know."
rests_on = ["contacts", "unknown"]
*/
WITH sent AS (
    SELECT
        forward.account_id,
        forward.other_id,
        forward.group_id,
        sum(forward.message_count) AS message_count
    FROM acts.forward
    INNER JOIN staging.night
        ON forward.event_at >= night.day_start_at
    GROUP BY forward.account_id, forward.other_id, forward.group_id
),

chat AS (
    SELECT
        sent.account_id,
        sent.message_count,
        sent.group_id,
        sent.other_id,
        message_contact.is_first,
        NOT message_contact.is_listed AND NOT message_contact.has_listed AS is_stranger
    FROM sent
    LEFT JOIN acts.message_contact
        ON sent.account_id = message_contact.account_id AND sent.other_id = message_contact.other_id
)

SELECT
    account_id
        AS account_id,
    sum(message_count)::BIGINT
        AS forward_count,              -- [forwards] Messages forwarded on the date. Null: none, or rows of the log sum up more than a minute.
    count(*)::BIGINT
        AS forward_chat_count,         -- [forwards] Distinct chats (groups and accounts) that the account forwarded to. Null: none.
    count(group_id)::BIGINT
        AS forward_group_count,        -- [forwards] Those chats that are groups. Null: none.
    count(other_id)::BIGINT
        AS forward_account_count,      -- [forwards] Those chats that are accounts. Null: none.
    (count(*) FILTER (WHERE is_stranger) / nullif(count(is_stranger), 0))::DOUBLE
        AS forward_stranger_share,     -- [forwards] Share of the recipients of forwards where neither account has the other as a contact. Null: no forward to an account, or no contacts log.
    (count(*) FILTER (WHERE is_first) / nullif(count(is_first), 0))::DOUBLE
        AS forward_first_contact_share -- [forwards] Share of the recipients of forwards that were a first contact on the date. Null: no forward to an account.
FROM chat
GROUP BY account_id
