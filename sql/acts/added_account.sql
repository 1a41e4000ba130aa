/*
title = "One row per actor and account it added on the date"
why   = "An account added to ten groups is still one target, and must not count ten times."
*/
SELECT
    add.account_id                  AS account_id, -- The actor: the account that added.
    add.other_id                    AS other_id,   -- The target.
    bool_or(add.is_listed)::BOOLEAN AS is_listed,  -- True where the target had the actor as a contact at one of the adds.
    bool_or(add.is_known)::BOOLEAN  AS is_known    -- True where the target's contacts are known.
FROM acts.add
INNER JOIN staging.night
    ON add.event_at >= night.day_start_at
GROUP BY add.account_id, add.other_id
