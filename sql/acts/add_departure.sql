/*
title = "One row per add after which the target left the group or was removed"
why   = "Most targets do not report an unwanted add; they leave the group."
*/
SELECT
    add_event.other_id                                                                              AS other_id,  -- The target.
    add_event.group_id                                                                              AS group_id,  -- The group.
    add_event.event_at::TIMESTAMPTZ                                                                 AS event_at,  -- Time of the add.
    (min(membership_event.event_at) FILTER (WHERE membership_event.action = 'leave'))::TIMESTAMPTZ  AS left_at,   -- Time at which the target first left the group after the add; null: it did not.
    (min(membership_event.event_at) FILTER (WHERE membership_event.action = 'remove'))::TIMESTAMPTZ AS removed_at -- Time at which the target was first removed from the group after the add; null: it was not.
FROM acts.add_event
INNER JOIN staging.membership_event
    ON add_event.other_id = membership_event.account_id AND add_event.group_id = membership_event.group_id
WHERE membership_event.action IN ('leave', 'remove') AND add_event.event_at < membership_event.event_at
GROUP BY add_event.other_id, add_event.group_id, add_event.event_at
