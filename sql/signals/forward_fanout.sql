/*
title = "Number of times that forwards fan out to many chats"
why   = "One wide forward may be news to friends; the same again and again through the day is distribution."

[params.max_chat_count]
default = 5
unit    = "chats"
help    = "Forwards to more distinct chats than this within 60 seconds count as a fan-out."
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

-- A continuous run of fan-outs counts once per started minute.
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
    sum(fanout_count)::BIGINT         AS forward_fanout_count -- [forwards] Times on the date that forwards reached more than five chats within 60 seconds; a continuous run counts once per started minute. Null: never, or rows of the log sum up longer spans.
FROM run
GROUP BY account_id
