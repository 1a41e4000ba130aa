/*
title = "How the strangers took it whom each account lately added or wrote to for the first time"
*/
SELECT
    account_id                                                          AS account_id, -- Who approached them.
    count(*) FILTER (WHERE is_gone)::BIGINT                             AS gone_count, -- Strangers that left or objected.
    sum(bits::DECIMAL(18, 6))::DOUBLE                                   AS bits,       -- How much likelier what all of them did is for spam.
    count(*) FILTER (WHERE is_gone OR is_answered OR is_silent)::BIGINT AS told_count  -- Strangers whose answer is known, silence being one.
FROM rings.answer
GROUP BY account_id
