/*
title  = "Who added whom, as the search for accounts in lockstep takes it"
why    = "Honest accounts rarely add the same strangers; accounts that work through one list do, far beyond chance."
kernel = "lockstep"

[params.min_targets]
default = 20
least   = 2
unit    = "accounts"
help    = "Whoever added fewer whom others added too has too little in common with them."

[params.min_links]
default = 4
least   = 2
unit    = "accounts"
help    = "Each account of a ring shares more targets than chance gives with so many others of it."

[params.chance_links]
default = 0.5
unit    = "accounts"
help    = "With so many others an account would share as many by chance; well below 5.14, where chance makes rings."

[params.min_similarity]
default = 0.15
unit    = "share"
help    = "How much of those with whom two accounts share targets must be the same, for these two to belong together."

[params.min_share]
default = 0.6
unit    = "share"
help    = "The median account of a ring shares a part of its targets with others of it; so much of that each must."

[params.max_pairs_per_add]
default = 20
least   = 1
unit    = "pairs"
help    = "Targets that the most accounts added are left out until so few pairs of accounts an add are to be compared."
*/
SELECT
    account_id AS account_id, -- Who added.
    target_id  AS target_id   -- Whom.
FROM rings.approach
