/*
title = "Trust and distrust that reach an account through two-way conversations"
why   = "Spam accounts hardly talk with honest ones, so trust that spreads over conversations does not reach them."
*/
SELECT
    account_id AS account_id,
    trust::DOUBLE
        AS talk_trust,   -- [rings] Trust per two-way conversation, spread from long-registered accounts that talk with many (SybilRank); about 1 in a large, well-connected community. Null: no two-way conversation, or no trusted account to start from.
    distrust::DOUBLE
        AS talk_distrust -- [rings] Distrust that spreads in the same way from accounts with a spam verdict. Null: no two-way conversation, or no spam verdict.
FROM trust.account_trust
