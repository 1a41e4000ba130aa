/*
title = "One row per account and way of approach: the share of strangers among targets with known contacts"
why   = "Targets with unknown contacts are estimated from the known ones; a missing address book then changes little."

[params.prior_known_count]
default = 2
least   = 1
unit    = "accounts"
help    = "Strangers added to the account's known targets, so that a few known targets weigh little."
*/
SELECT
    account_id                                             AS account_id,    -- The actor.
    is_message::BOOLEAN                                    AS is_message,    -- True for one-to-one messages, false for groups.
    count(*) FILTER (WHERE is_known)::BIGINT               AS known_count,   -- Targets whose contacts are known.
    count(*) FILTER (WHERE is_known AND is_listed)::BIGINT AS listed_count,  -- Those of them that have the actor as a contact.
    (
        (count(*) FILTER (WHERE is_known AND NOT is_listed) + $prior_known_count)
        / nullif(count(*) FILTER (WHERE is_known) + $prior_known_count, 0)
    )::DOUBLE                                              AS stranger_share -- Weight of an unknown target as a stranger: share of known targets without the actor as a contact.
FROM acts.consent
GROUP BY account_id, is_message
