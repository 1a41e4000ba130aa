/*
title    = "Accounts that create many groups and promote a partner that fills them with non-contacts"
why      = "If only the adder is banned, the creator promotes the next one and the campaign continues."
rests_on = ["contacts"]
*/
WITH ranked AS (
    SELECT
        peak.account_id,
        peak.thread_id,
        peak.window_start_at,
        peak.window_end_at,
        peak.window_count,
        account_name.name AS thread_name,
        row_number() OVER (
            PARTITION BY peak.account_id
            ORDER BY peak.window_count DESC, peak.window_end_at, account_name.name
        )                 AS place
    FROM peak.relay_maker_add AS peak
    INNER JOIN staging.account_name
        ON peak.thread_id = account_name.account_id
),

filled AS (
    SELECT
        ranked.account_id,
        max(relay_maker_add.group_count)         AS group_count,
        max(relay_maker_add.made_count)          AS made_count,
        count(DISTINCT relay_maker_add.group_id) AS filled_count
    FROM ranked
    INNER JOIN acts.relay_maker_add
        ON
            ranked.account_id = relay_maker_add.account_id
            AND ranked.thread_id = relay_maker_add.partner_id
            AND relay_maker_add.event_at > ranked.window_start_at
            AND relay_maker_add.event_at <= ranked.window_end_at
    WHERE ranked.place = 1
    GROUP BY ranked.account_id
)

SELECT
    ranked.account_id                   AS account_id,
    ranked.thread_id                    AS thread_id,
    ranked.thread_name::VARCHAR         AS thread_name,
    ranked.window_start_at::TIMESTAMPTZ AS window_start_at,
    ranked.window_end_at::TIMESTAMPTZ   AS window_end_at,
    ranked.window_count::BIGINT
        AS relay_maker_noncontact_24h_max_count, -- [relay] Most non-contacts that a promoted partner added, in any 24 hours, to the many groups of the account. Null: none.
    filled.group_count::BIGINT
        AS relay_maker_group_1h_max_count,       -- [relay] Most of these groups that the account created within an hour. Null: none.
    filled.made_count::BIGINT
        AS relay_maker_group_count,              -- [relay] All groups that the account created in such bursts, filled or not. Null: none.
    filled.filled_count::BIGINT
        AS relay_maker_filled_24h_count          -- [relay] Groups of these bursts to which the partner added non-contacts within those 24 hours. Null: none.
FROM ranked
INNER JOIN filled
    ON ranked.account_id = filled.account_id
WHERE ranked.place = 1
