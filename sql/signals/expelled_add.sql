/*
title = "Accounts that the account added within 24 hours and that others removed after their messages"
why   = "Whoever adds friends is rarely wrong about many; whoever adds spammers is one of them."
*/
WITH added AS (
    SELECT
        add_event.account_id,
        count(DISTINCT add_event.other_id) AS target_count
    FROM acts.add_event
    INNER JOIN peak.expelled_add AS peak
        ON
            add_event.account_id = peak.account_id
            AND add_event.event_at > peak.window_start_at
            AND add_event.event_at <= peak.window_end_at
    GROUP BY add_event.account_id
)

SELECT
    peak.account_id                   AS account_id,
    peak.window_start_at::TIMESTAMPTZ AS window_start_at,
    peak.window_end_at::TIMESTAMPTZ   AS window_end_at,
    peak.window_count::BIGINT
        AS add_expelled_24h_max_count, -- [expulsions] Most accounts added within 24 hours that posted and were then removed by an account other than the adder. Null: none on the date.
    wilson_low(peak.window_count, added.target_count)::DOUBLE
        AS add_expelled_low_share      -- [expulsions] Share of them among all accounts added in that time, lower end of the 95 % interval. Null: none on the date.
FROM peak.expelled_add AS peak
INNER JOIN added
    ON peak.account_id = added.account_id
