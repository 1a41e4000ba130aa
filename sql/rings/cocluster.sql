/*
title  = "Who added whom, as the search for sets that share their targets sparsely takes it"
why    = "A ring that divides a large target list leaves any two of its accounts with few targets in common."
kernel = "cocluster"

[params.min_targets]
default = 20
least   = 2
unit    = "accounts"
help    = "Who added fewer has too little in common with others."

[params.min_actors]
default = 5
least   = 2
unit    = "accounts"
help    = "Fewer are no set."

[params.min_share]
default = 0.6
unit    = "share"
help    = "The median account of a ring shares a part of its targets with others of it; so much of that each must."

[params.max_pairs_per_add]
default = 20
least   = 1
unit    = "pairs"
help    = "Targets that the most accounts added are left out until so few pairs of accounts an add remain."

[params.min_inside]
default = 0.33
unit    = "share"
help    = "So much of its targets must the median account have in its set: those who add a few bots are none."

[params.chance_ratio]
default = 1.25
least   = 1
unit    = "ratio"
help    = "So many times better must a set foresee what its accounts do than where adds are dealt out by chance."

[params.split_ratio]
default = 1.5
least   = 1
unit    = "ratio"
help    = "A set that falls into parts so many times more than chance makes it fall is several."

[params.cut_ratio]
default = 1.04
least   = 1
unit    = "ratio"
help    = "One that can be cut in two so many times deeper than chance can is two."
*/
SELECT
    account_id AS account_id, -- Who added.
    target_id  AS target_id   -- Whom.
FROM rings.approach
