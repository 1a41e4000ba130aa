/*
title  = "One row per actor and target in no other set, as input to the search for dense blocks"
why    = "A ring may be too small or too loose for pairs of accounts to stand out, and still be dense as a whole."
kernel = "block"

[params.prior_bits]
default = -8.0
least   = -40
unit    = "bits"
help    = "Log-odds that an account is spam before its responses are known: 1 in 257."

[params.prior_weight]
default = 1.0
unit    = "weight"
help    = "Weight that a certain spam account adds to a block; an add of a target that ten added weighs 0.37."

[params.chance_ratio]
default = 1.25
least   = 1
unit    = "ratio"
help    = "A block must be this many times denser than the densest one in a random network."

[params.max_blocks]
default = 20
least   = 1
unit    = "blocks"
help    = "Upper limit on the number of blocks."

[params.min_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "A block with fewer accounts is not a set."

[params.min_shared_count]
default = 20
least   = 2
unit    = "accounts"
help    = "A member must have added this many targets of its block; a few shared bots are not enough."
*/
SELECT
    stranger_add_edge.account_id AS account_id, -- The actor.
    stranger_add_edge.target_id  AS target_id,  -- The target.
    (
        $prior_weight / nullif(1 + power(2, -$prior_bits - coalesce(reception.add_stranger_reception_bits, 0)), 0)
    )::DOUBLE                    AS prior       -- Prior suspicion of the actor, as a weight in the block.
FROM ring_inputs.stranger_add_edge
LEFT JOIN signals.add_reception AS reception
    ON stranger_add_edge.account_id = reception.account_id
ANTI JOIN ring_candidates.lockstep
    ON stranger_add_edge.account_id = lockstep.account_id
ANTI JOIN ring_candidates.cocluster
    ON stranger_add_edge.account_id = cocluster.account_id
