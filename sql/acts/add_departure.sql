/*
title = "When those who were added left or were removed"
*/
SELECT
    add_event.other_id                                                                              AS other_id,  -- Who was added.
    add_event.group_id                                                                              AS group_id,  -- To which group.
    add_event.event_at::TIMESTAMPTZ                                                                 AS event_at,  -- When.
    (min(membership_event.event_at) FILTER (WHERE membership_event.action = 'leave'))::TIMESTAMPTZ  AS left_at,   -- When the other first left that group after it.
    (min(membership_event.event_at) FILTER (WHERE membership_event.action = 'remove'))::TIMESTAMPTZ AS removed_at -- When the other was first removed from it.
FROM acts.add_event
INNER JOIN staging.membership_event
    ON add_event.other_id = membership_event.account_id AND add_event.group_id = membership_event.group_id
WHERE membership_event.action IN ('leave', 'remove') AND add_event.event_at < membership_event.event_at
GROUP BY add_event.other_id, add_event.group_id, add_event.event_at
