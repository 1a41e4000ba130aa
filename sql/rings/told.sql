/*
title = "How the strangers took it whom each account lately added or wrote to for the first time"
why   = "Two detectors and the evidence on sets need one definition of an account that strangers do not welcome."

[params.least_told_count]
default = 3
least   = 1
unit    = "accounts"
help    = "So many strangers have answered, kept silent or gone, before an account counts as unwelcome."
*/
WITH told AS (
    SELECT
        account_id,
        count(*) FILTER (WHERE is_gone)                             AS gone_count,
        sum(bits::DECIMAL(18, 6))                                   AS bits,
        count(*) FILTER (WHERE is_gone OR is_answered OR is_silent) AS told_count
    FROM rings.answer
    GROUP BY account_id
)

SELECT
    account_id                                                               AS account_id,  -- Who approached them.
    gone_count::BIGINT                                                       AS gone_count,  -- Strangers that left or objected.
    bits::DOUBLE                                                             AS bits,        -- How much likelier what all of them did is for spam.
    told_count::BIGINT                                                       AS told_count,  -- Strangers whose answer is known, silence being one.
    (told_count >= $least_told_count AND coalesce(bits > 0, FALSE))::BOOLEAN AS is_unwelcome -- Whether enough of them are known, and what they did speaks for spam.
FROM told
