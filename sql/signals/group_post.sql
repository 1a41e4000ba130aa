/*
title = "Most groups posted to within an hour"
why   = "People talk in one or two groups at a time; an account that posts to dozens within an hour distributes."
*/
SELECT
    account_id                   AS account_id,
    window_start_at::TIMESTAMPTZ AS window_start_at,
    window_end_at::TIMESTAMPTZ   AS window_end_at,
    window_count::BIGINT         AS group_post_1h_max_count -- [messages] Most distinct groups posted to in any hour. Null: no message to a group on the date, or rows of the log sum up longer spans.
FROM peak.group_post
