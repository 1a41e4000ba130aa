/*
title = "Adds of others to groups, with who lists whom and what came of each by the end of the night"
*/
SELECT
    add_outcome.account_id                                                      AS account_id,  -- Who added.
    add_outcome.other_id                                                        AS other_id,    -- Whom.
    add_outcome.group_id                                                        AS group_id,    -- To which group.
    add_outcome.event_at::TIMESTAMPTZ                                           AS event_at,    -- When.
    add_outcome.event_id                                                        AS event_id,    -- The log's own name of the event.
    coalesce(acquaintance.known_from_at < add_outcome.event_at, FALSE)::BOOLEAN AS is_listed,   -- Whether the other lists the one who added.
    acquaintance.is_known::BOOLEAN                                              AS is_known,    -- Whether the other has an address book that can tell.
    add_outcome.left_at::TIMESTAMPTZ                                            AS left_at,     -- When the other first left that group after it.
    add_outcome.removed_at::TIMESTAMPTZ                                         AS removed_at,  -- When the other was first removed from it.
    add_outcome.is_reported::BOOLEAN                                            AS is_reported, -- Whether the other reported the one who added since.
    add_outcome.is_blocked::BOOLEAN                                             AS is_blocked,  -- Whether the other blocked the one who added since.
    add_outcome.is_replied::BOOLEAN                                             AS is_replied,  -- Whether the other wrote to the one who added since.
    add_outcome.is_posted::BOOLEAN                                              AS is_posted,   -- Whether the other wrote in the group since.
    (
        add_outcome.left_at IS NOT NULL
        OR add_outcome.removed_at IS NOT NULL
        OR add_outcome.is_reported
        OR add_outcome.is_blocked
    )::BOOLEAN                                                                  AS is_unwanted, -- Whether the other left, was removed, blocked or reported since.
    (add_outcome.is_replied OR add_outcome.is_posted)::BOOLEAN                  AS is_answered  -- Whether the other wrote back or in the group since.
FROM acts.add_outcome
INNER JOIN acts.acquaintance
    ON add_outcome.account_id = acquaintance.account_id AND add_outcome.other_id = acquaintance.other_id
