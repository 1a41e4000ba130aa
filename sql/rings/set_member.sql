/*
title  = "Sets of accounts that act together, as the fusion of those that are one takes them"
why    = "Several detectors find the same ring in part; without a merge it would count as several weak ones."
kernel = "fusion"
inputs = ["rings.shared_add"]

[params.min_share]
default = 0.6
unit    = "share"
help    = "Sets are one where so much of the smaller one is in the other."

[params.min_likeness]
default = 0.3
unit    = "share"
help    = "And where that shares as much with the rest of the other as with itself, or such a part of it."

[params.min_work]
default = 0.4
unit    = "share"
help    = "Whoever added fewer that others of its set added too than so much of what the median member has is none."

[params.min_closeness]
default = 0.7
unit    = "share"
help    = "And by how much better than everybody the others must foresee its adds: such a part of the upper quartile."

[params.min_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "Fewer that are left of a set, the others being in a larger one, are none."
*/
SELECT
    found.method::VARCHAR      AS method,      -- How the set was found.
    found.set_number::INTEGER  AS set_number,  -- Which of those found so.
    found.account_id           AS account_id,  -- Who is in it.
    account_name.name::VARCHAR AS account_name -- Its name: its order is the same however the logs are ordered.
FROM rings.found
INNER JOIN staging.account_name
    ON found.account_id = account_name.account_id
