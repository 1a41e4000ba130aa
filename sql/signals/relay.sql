/*
title    = "One makes many groups, another whom it promoted fills them with non-contacts"
rests_on = ["contacts"]
*/
WITH best AS (
    SELECT
        peak.account_id,
        peak.thread_id,
        peak.window_start_at,
        peak.window_end_at,
        peak.window_count,
        row_number() OVER (
            PARTITION BY peak.account_id
            ORDER BY peak.window_count DESC, peak.window_end_at, account_name.name
        ) AS place
    FROM peak.relay_add AS peak
    INNER JOIN staging.account_name
        ON peak.thread_id = account_name.account_id
),

made AS (
    SELECT
        account_id,
        partner_id,
        max(group_count) AS group_count
    FROM acts.relay_add
    GROUP BY account_id, partner_id
)

SELECT
    best.account_id                   AS account_id,
    best.thread_id                    AS thread_id,
    best.window_start_at::TIMESTAMPTZ AS window_start_at,
    best.window_end_at::TIMESTAMPTZ   AS window_end_at,
    best.window_count::BIGINT
        AS relay_noncontact_24h_max_count, -- [relay] Most non-contacts that one account added, in any 24 hours, to the many groups of another who promoted it. Null: neither maker nor adder.
    made.group_count::BIGINT
        AS relay_group_1h_max_count        -- [relay] Groups that the maker made within the hour. Null: neither maker nor adder.
FROM best
INNER JOIN made
    ON best.account_id = made.account_id AND best.thread_id = made.partner_id
WHERE best.place = 1
