/*
title  = "Who writes with whom both ways, as the spread of trust and guilt takes it"
why    = "Replies inside a ring are cheap; trust that must come from long-established accounts is not."
kernel = "trust"
inputs = ["rings.trust_seed"]

[params.max_trust]
default = 10
least   = 1
unit    = "times"
help    = "Where few seeds are near, each begins with more: so many times the median at most, and 100 at most."
*/
SELECT
    account_id AS account_id, -- Who wrote.
    other_id   AS other_id    -- With whom.
FROM rings.talk
