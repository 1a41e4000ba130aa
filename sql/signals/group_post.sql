/*
title = "The most groups posted to within an hour"
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS group_post_1h_max_count -- [messages] Most distinct groups posted to in any hour. Null: none on the date, or the log sums up longer spans.
FROM peak.group_post
