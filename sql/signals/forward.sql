/*
title    = "What the account forwarded on the date, and to whom"
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
        AS forward_count,              -- [forwards] Messages forwarded on the date. Null: none, or the log sums up spans of more than a minute.
    count(*)::BIGINT
        AS forward_chat_count,         -- [forwards] Distinct chats, groups and accounts, forwarded to. Null: none.
    count(group_id)::BIGINT
        AS forward_group_count,        -- [forwards] Of those, groups. Null: none.
    (count(*) FILTER (WHERE is_stranger) / nullif(count(is_stranger), 0))::DOUBLE
        AS forward_stranger_share,     -- [forwards] Of the accounts forwarded to, the share of whom and the sender neither lists the other. Null: no account, or no contacts log.
    (count(*) FILTER (WHERE is_first) / nullif(count(is_first), 0))::DOUBLE
        AS forward_first_contact_share -- [forwards] Of the accounts forwarded to, the share that was a first contact on the date. Null: no account.
FROM chat
GROUP BY account_id
