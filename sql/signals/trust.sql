/*
title = "How much trust and guilt reach an account through those with whom it writes both ways"
*/
SELECT
    account_id AS account_id,
    trust::DOUBLE
        AS talk_trust, -- [rings] Trust that reaches it for each of those talks, from accounts registered long ago that write with many (SybilRank); 1: as much as one of a large crowd. Null: wrote with nobody both ways, or no such account is known.
    guilt::DOUBLE
        AS talk_guilt  -- [rings] Guilt that reaches it in the same way from accounts that people found to be spam. Null: wrote with nobody both ways, or no spam is known.
FROM rings.trust
