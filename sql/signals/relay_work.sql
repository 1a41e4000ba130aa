/*
title    = "Size of the relay that an account is part of, as creator or as adder"
why      = "Weights need one number for both roles, with 0 for an account that creates or adds without a partner."
rests_on = ["contacts"]
act      = "noncontact_add"
*/
WITH active AS (
    -- Accounts that could be part of a relay, so that 0 means no relay and null means no such activity.
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
        AS relay_shared_24h_max_count -- [relay] Most non-contacts that the adder of a relay added, in any 24 hours, to the groups of its creator; the same for both accounts, 0 for accounts in no relay. Null: neither created a group nor added a non-contact on the date.
FROM active
LEFT JOIN signals.relay
    ON active.account_id = relay.account_id
LEFT JOIN signals.relay_maker
    ON active.account_id = relay_maker.account_id
