/*
title  = "One row per actor and target, as input to the search for sets that share their targets sparsely"
why    = "A ring that divides a large target list leaves any two of its accounts with few targets in common."
kernel = "cocluster"

[params.min_targets]
default = 20
least   = 2
unit    = "accounts"
help    = "Accounts that added fewer targets share too few with others and are left out."

[params.min_actors]
default = 5
least   = 2
unit    = "accounts"
help    = "A set has at least this many accounts."

[params.min_share]
default = 0.6
unit    = "share"
help    = "Each member must share this fraction of what the median member shares with the set."

[params.max_pairs_per_add]
default = 20
least   = 1
unit    = "pairs"
help    = "The most popular targets are skipped until at most this many pairs per add remain."

[params.min_inside]
default = 0.33
unit    = "share"
help    = "The median member must have this share of its targets in the set; a few shared bots are not enough."

[params.chance_ratio]
default = 1.25
least   = 1
unit    = "ratio"
help    = "A set must predict its members' adds this many times better than in a random network."

[params.split_ratio]
default = 1.5
least   = 1
unit    = "ratio"
help    = "A set is split where its parts separate this many times more than in a random network."

[params.cut_ratio]
default = 1.04
least   = 1
unit    = "ratio"
help    = "A set is cut in two where the cut is this many times deeper than in a random network."
*/
SELECT
    account_id AS account_id, -- The actor.
    target_id  AS target_id   -- The target.
FROM ring_inputs.stranger_add_edge
