/*
title    = "The ring that an account belongs to"
why      = "An account that looks harmless on its own may be a member of a spam ring."
rests_on = ["contacts"]
act      = "stranger_add"
*/
SELECT
    ring_member.account_id         AS account_id,
    ring.score::DOUBLE             AS ring_score,         -- [rings] Probability that the ring is a spam ring, 0..1. Null: in no ring.
    ring.account_count::BIGINT     AS ring_account_count, -- [rings] Members of the ring, the account included. Null: in no ring.
    ring.target_count::BIGINT      AS ring_target_count,  -- [rings] Strangers that at least two members added within the last days; for rings found by group, registration or rejection alone: all strangers that a member added or wrote to first. Null: in no ring.
    ring_member.shared_count::BIGINT
        AS ring_shared_count,                             -- [rings] Those targets that the account itself acted on. Null: in no ring.
    ring_member.membership::DOUBLE AS ring_membership,    -- [rings] That number as a share of the median member's number, at most 1. Null: in no ring.
    ring_member.reception::DOUBLE
        AS ring_reception_bits,                           -- [rings] Log-likelihood ratio of the responses of those targets to the account, spam against other accounts, in bits; only targets whose address book is known count. Null: in no ring, or no response known.
    ring.stranger_share::DOUBLE    AS ring_stranger_share -- [rings] Share of the ring's targets that have none of the members that acted on them as a contact. Null: in no ring.
FROM rings.ring_member
INNER JOIN rings.ring
    ON ring_member.ring_id = ring.ring_id
