/*
title  = "Who added whom outside of other sets, as the search for dense blocks takes it"
why    = "A ring may be too small or too loose for pairs of accounts to stand out, and still be dense as a whole."
kernel = "block"

[params.prior_bits]
default = -8.0
least   = -40
unit    = "bits"
help    = "What an account is before its strangers speak: one of 257 is spam."

[params.prior_weight]
default = 1.0
unit    = "weight"
help    = "What an account that is certainly spam adds to a block; an add to somebody whom ten added adds 0.37."

[params.chance_ratio]
default = 1.25
least   = 1
unit    = "ratio"
help    = "A block must be so much denser than the densest where adds are dealt out by chance."

[params.max_blocks]
default = 20
least   = 1
unit    = "blocks"
help    = "No more are looked for."

[params.min_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "A block of fewer is no set."

[params.min_shared_count]
default = 20
least   = 2
unit    = "accounts"
help    = "So many targets of its block an account must have added: a few bots that many add make no ring."
*/
SELECT
    approach.account_id AS account_id, -- Who added.
    approach.target_id  AS target_id,  -- Whom.
    (
        $prior_weight / nullif(1 + power(2, -$prior_bits - coalesce(reception.add_stranger_reception_bits, 0)), 0)
    )::DOUBLE           AS prior       -- What speaks against the one who added.
FROM rings.approach
LEFT JOIN signals.add_reception AS reception
    ON approach.account_id = reception.account_id
ANTI JOIN rings.lockstep
    ON approach.account_id = lockstep.account_id
ANTI JOIN rings.cocluster
    ON approach.account_id = cocluster.account_id
