/*
title  = "One row per actor and target, as input to the search for pairs of accounts that share targets beyond chance"
why    = "Honest accounts rarely add the same strangers; accounts that work through one list do, far beyond chance."
kernel = "lockstep"

[params.min_targets]
default = 20
least   = 2
unit    = "accounts"
help    = "Accounts with fewer targets that others added too are left out."

[params.min_links]
default = 4
least   = 2
unit    = "accounts"
help    = "Each member shares more targets than chance gives with at least this many other members."

[params.chance_links]
default = 0.5
unit    = "accounts"
help    = "Expected number of such links of an account by chance; well below 5.14, where chance forms sets."

[params.min_similarity]
default = 0.15
unit    = "share"
help    = "Two accounts stay linked only if their linked accounts overlap by at least this share."

[params.min_share]
default = 0.6
unit    = "share"
help    = "Each member must share this fraction of what the median member shares with the set."

[params.max_pairs_per_add]
default = 20
least   = 1
unit    = "pairs"
help    = "The most popular targets are skipped until at most this many pairs per add are compared."
*/
SELECT
    account_id AS account_id, -- The actor.
    target_id  AS target_id   -- The target.
FROM ring_inputs.stranger_add_edge
