/*
title    = "The ring that the account belongs to"
rests_on = ["contacts"]
act      = "stranger_add"
*/
SELECT
    ring_member.account_id         AS account_id,
    ring.score::DOUBLE             AS ring_score,         -- [rings] How sure the ring is to be one of spam, 0 to 1. Null: in no ring.
    ring.account_count::BIGINT     AS ring_account_count, -- [rings] Accounts of the ring, itself among them. Null: in no ring.
    ring.target_count::BIGINT      AS ring_target_count,  -- [rings] Accounts that two of the ring or more added within the last days; of a ring found by its groups, registration or rejection, all whom it added or wrote to first. Null: in no ring.
    ring_member.shared_count::BIGINT
        AS ring_shared_count,                             -- [rings] Of those, such as it acted on itself. Null: in no ring.
    ring_member.membership::DOUBLE AS ring_membership,    -- [rings] That, as a share of what the ring's median account has, 1 at most. Null: in no ring.
    ring.stranger_share::DOUBLE    AS ring_stranger_share -- [rings] Of the ring's targets, the share that lists none of those who acted on it. Null: in no ring.
FROM rings.ring_member
INNER JOIN rings.ring
    ON ring_member.ring_id = ring.ring_id
