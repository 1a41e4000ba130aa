/*
title    = "Accounts that add non-contacts to the many groups of a creator that promoted them"
why      = "One account creates the groups and another fills them; each stays below the limits, the pair does not."
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
    FROM peak.relay_add AS peak
    INNER JOIN staging.account_name
        ON peak.thread_id = account_name.account_id
),

filled AS (
    SELECT
        ranked.account_id,
        max(relay_add.group_count)         AS group_count,
        max(relay_add.made_count)          AS made_count,
        count(DISTINCT relay_add.group_id) AS filled_count
    FROM ranked
    INNER JOIN acts.relay_add
        ON
            ranked.account_id = relay_add.account_id
            AND ranked.thread_id = relay_add.partner_id
            AND relay_add.event_at > ranked.window_start_at
            AND relay_add.event_at <= ranked.window_end_at
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
        AS relay_noncontact_24h_max_count, -- [relay] Most non-contacts that the account added, in any 24 hours, to the many groups of a creator that promoted it. Null: none.
    filled.group_count::BIGINT
        AS relay_group_1h_max_count,       -- [relay] Most of these groups that their creator created within an hour. Null: none.
    filled.made_count::BIGINT
        AS relay_group_count,              -- [relay] All groups that the creator created in such bursts, filled or not. Null: none.
    filled.filled_count::BIGINT
        AS relay_filled_24h_count          -- [relay] Groups of these bursts to which the account added non-contacts within those 24 hours. Null: none.
FROM ranked
INNER JOIN filled
    ON ranked.account_id = filled.account_id
WHERE ranked.place = 1
