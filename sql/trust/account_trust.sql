/*
title  = "One row per pair of accounts that write to each other, as input to the spread of trust and distrust"
why    = "Replies inside a ring are cheap; trust that must come from long-established accounts is not."
kernel = "trust"
inputs = ["trust.trust_seed"]

[params.max_trust]
default = 10
least   = 1
unit    = "times"
help    = "Where seeds are rare each starts with more trust: at most this many times the median, and at most 100."
*/
SELECT
    account_id AS account_id, -- One account of the pair.
    other_id   AS other_id    -- The other account.
FROM trust.conversation
