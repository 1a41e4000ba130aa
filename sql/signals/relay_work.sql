/*
title    = "Whether one of two who share the work of a relay: as maker or as adder"
rests_on = ["contacts"]
act      = "noncontact_add"
*/
WITH active AS (
    -- Whoever made a group or added a non-contact, so that no relay is a figure too.
    SELECT account_id
    FROM peak.group_made
    UNION
    SELECT account_id
    FROM peak.noncontact_add
)

SELECT
    active.account_id AS account_id,
    greatest(
        coalesce(relay.relay_noncontact_24h_max_count, 0),
        coalesce(relay_maker.relay_maker_noncontact_24h_max_count, 0)
    )::BIGINT
        AS relay_shared_24h_max_count -- [relay] Most non-contacts that one of two accounts added, in any 24 hours, to the many groups of the other; a figure of both, 0 for all others. Null: neither made a group nor added a non-contact on the date.
FROM active
LEFT JOIN signals.relay
    ON active.account_id = relay.account_id
LEFT JOIN signals.relay_maker
    ON active.account_id = relay_maker.account_id
