/*
title  = "One row per invite of a stranger: not known to have the actor as a contact"
why    = "A person invites people who know them; a spammer invites strangers, and most do not accept."
log    = "membership_events"
action = "invite"
view   = true

[sliding]
seconds  = 86400
distinct = ["other_id"]
*/
SELECT
    account_id            AS account_id,  -- The actor: the account that invited.
    other_id              AS other_id,    -- The target.
    group_id              AS group_id,    -- The group.
    event_at::TIMESTAMPTZ AS event_at,    -- Time of the invite.
    event_id              AS event_id,    -- The event's id in the log.
    is_known::BOOLEAN     AS is_known,    -- True where the target's contacts are known.
    is_accepted::BOOLEAN  AS is_accepted, -- True where the invite was accepted.
    is_declined::BOOLEAN  AS is_declined  -- True where the invite was declined.
FROM acts.invite
WHERE NOT is_listed
