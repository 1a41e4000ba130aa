/*
title = "Forwards that fan out"

[params.max_chat_count]
default = 5
unit    = "chats"
help    = "More distinct chats than this within 60 seconds are a fan-out."
*/
WITH wide AS (
    SELECT
        account_id,
        window_start_at,
        window_end_at,
        unix_micros(window_end_at)                                                            AS instant,
        lag(unix_micros(window_end_at)) OVER (PARTITION BY account_id ORDER BY window_end_at) AS former_instant
    FROM sliding.forward
    WHERE window_count > $max_chat_count
),

numbered AS (
    SELECT
        account_id,
        window_start_at,
        window_end_at,
        instant,
        sum(CASE WHEN instant - former_instant < 60000000 THEN 0 ELSE 1 END) OVER (
            PARTITION BY account_id
            ORDER BY instant
            RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS run_number
    FROM wide
),

-- An unbroken run of fan-outs counts once for each minute that it has begun.
run AS (
    SELECT
        account_id,
        run_number,
        min(window_start_at)                                AS window_start_at,
        max(window_end_at)                                  AS window_end_at,
        1 + floor((max(instant) - min(instant)) / 60000000) AS fanout_count
    FROM numbered
    GROUP BY account_id, run_number
)

SELECT
    account_id                        AS account_id,
    min(window_start_at)::TIMESTAMPTZ AS window_start_at,
    max(window_end_at)::TIMESTAMPTZ   AS window_end_at,
    sum(fanout_count)::BIGINT         AS forward_fanout_count -- [forwards] How often, on the date, forwards reached more than five chats within 60 seconds; a run counts once a minute. Null: never, or the log sums up longer spans.
FROM run
GROUP BY account_id
