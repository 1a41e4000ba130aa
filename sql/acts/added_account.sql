/*
title = "Whom each account added on the date, each once"
*/
SELECT
    add.account_id                  AS account_id, -- Who added.
    add.other_id                    AS other_id,   -- Whom.
    bool_or(add.is_listed)::BOOLEAN AS is_listed,  -- Whether the other listed the one who added, at one add at least.
    bool_or(add.is_known)::BOOLEAN  AS is_known    -- Whether the other has an address book that can tell.
FROM acts.add
INNER JOIN staging.night
    ON add.event_at >= night.day_start_at
GROUP BY add.account_id, add.other_id
