/*
title  = "Invites of accounts that do not, or cannot be known to, list the one who invites"
log    = "membership_events"
action = "invite"
view   = true

[sliding]
seconds  = 86400
distinct = ["other_id"]
*/
SELECT
    account_id            AS account_id,  -- Who invited.
    other_id              AS other_id,    -- Whom.
    group_id              AS group_id,    -- Into which group.
    event_at::TIMESTAMPTZ AS event_at,    -- When.
    event_id              AS event_id,    -- The log's own name of the event.
    is_known::BOOLEAN     AS is_known,    -- Whether the other has an address book that can tell.
    is_accepted::BOOLEAN  AS is_accepted, -- Whether the invite was accepted.
    is_declined::BOOLEAN  AS is_declined  -- Whether the invite was declined.
FROM acts.invite
WHERE NOT is_listed
