/*
title  = "One row per member of a candidate set, as input to the merge of sets that overlap"
why    = "Several detectors find the same ring in part; without a merge it would count as several weak ones."
kernel = "consolidation"
inputs = ["ring_members.shared_add"]

[params.min_share]
default = 0.6
unit    = "share"
help    = "Sets are merged where this share of the smaller one is in the other."

[params.min_likeness]
default = 0.3
unit    = "share"
help    = "They must also share targets with each other as much as with themselves, or this fraction of it."

[params.min_work]
default = 0.4
unit    = "share"
help    = "A member must have at least this fraction of the median member's shared adds."

[params.min_closeness]
default = 0.7
unit    = "share"
help    = "Others must predict its adds this well, as a fraction of the set's upper quartile."

[params.min_account_count]
default = 5
least   = 2
unit    = "accounts"
help    = "A set that keeps fewer members, the others being in a larger set, is dropped."
*/
SELECT
    candidate_member.method::VARCHAR     AS method,      -- Detector that found the set.
    candidate_member.set_number::INTEGER AS set_number,  -- Number of the set within the detector.
    candidate_member.account_id          AS account_id,  -- The member.
    account_name.name::VARCHAR           AS account_name -- Name of the member; sorting by it makes results independent of the order of the logs.
FROM ring_candidates.candidate_member
INNER JOIN staging.account_name
    ON candidate_member.account_id = account_name.account_id
