/*
title = "Groups that removed the account within a day of its messages there"
why   = "One admin may err or bear a grudge; admins of many groups who remove one account agree about it."

[params.min_group_count]
default = 3
unit    = "groups"
help    = "Of fewer removals, the share is null: a single group may err."
*/
WITH removal AS (
    SELECT
        expulsion.account_id,
        expulsion.group_id,
        expulsion.other_id,
        expulsion.event_at <= expulsion.posted_at + INTERVAL 1 HOUR AS is_soon
    FROM acts.expulsion
    INNER JOIN peak.expulsion AS peak
        ON
            expulsion.account_id = peak.account_id
            AND expulsion.event_at > peak.window_start_at
            AND expulsion.event_at <= peak.window_end_at
),

expelled AS (
    SELECT
        account_id,
        count(DISTINCT group_id)                        AS group_count,
        count(DISTINCT other_id)                        AS remover_count,
        count(DISTINCT group_id) FILTER (WHERE is_soon) AS soon_count
    FROM removal
    GROUP BY account_id
),

posted AS (
    SELECT
        visit.account_id,
        count(*)                                        AS group_count,
        count(*) FILTER (WHERE visit.forward_count > 0) AS forward_group_count
    FROM acts.visit
    INNER JOIN peak.expulsion AS peak
        ON visit.account_id = peak.account_id AND visit.last_posted_at > peak.window_start_at - INTERVAL 24 HOUR
    WHERE visit.first_posted_at IS NOT NULL
    GROUP BY visit.account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS expelled_24h_max_count,    -- [expulsions] Most groups from which other accounts removed the account within 24 hours, each within a day of its messages there. Null: none on the date.
    expelled.remover_count::BIGINT
        AS expelled_remover_count,    -- [expulsions] Distinct accounts that removed it from those groups. Null: none on the date.
    (expelled.soon_count / nullif(expelled.group_count, 0))::DOUBLE
        AS expelled_soon_share,       -- [expulsions] Share of those groups that removed it within an hour of its last message there. Null: none on the date.
    (CASE
        WHEN expelled.group_count >= $min_group_count THEN wilson_low(expelled.group_count, posted.group_count)
    END)::DOUBLE
        AS expelled_low_share,        -- [expulsions] Share of those groups among the groups that it posted to, lower end of the 95 % interval. Null: fewer than three removed it.
    (posted.forward_group_count / nullif(posted.group_count, 0))::DOUBLE
        AS posted_forward_group_share -- [expulsions] Share of the groups that it posted to in which it forwarded a message. Null: no group removed it on the date.
FROM peak.expulsion AS peak
INNER JOIN expelled
    ON peak.account_id = expelled.account_id
INNER JOIN posted
    ON peak.account_id = posted.account_id
