/*
title = "Of the known accounts that an account approached on the date, the share that lists it"

[params.prior_known_count]
default = 2
least   = 1
unit    = "accounts"
help    = "So many strangers are put beside an account's own known targets: few of them say little."
*/
SELECT
    account_id                                             AS account_id,    -- Who approached.
    is_message::BOOLEAN                                    AS is_message,    -- Whether by one-to-one messages; false: into groups.
    count(*) FILTER (WHERE is_known)::BIGINT               AS known_count,   -- Targets whose address book is known.
    count(*) FILTER (WHERE is_known AND is_listed)::BIGINT AS listed_count,  -- Of those, the ones that list the account.
    (
        (count(*) FILTER (WHERE is_known AND NOT is_listed) + $prior_known_count)
        / nullif(count(*) FILTER (WHERE is_known) + $prior_known_count, 0)
    )::DOUBLE                                              AS stranger_share -- What an unknown target counts for as a stranger: the known ones' share that does not list the account.
FROM acts.consent
GROUP BY account_id, is_message
