/*
title = "One row per set: how its targets responded to its members"
why   = "The targets of a spam ring leave and complain; those of a school or a club stay."

[params.max_witnesses]
default = 60
least   = 1
unit    = "accounts"
help    = "Upper limit on the number of responses that count; the targets of one ring are much alike."

[params.max_silent_witnesses]
default = 30
least   = 1
unit    = "accounts"
help    = "The same for silence, which says little: honest organisers meet much of it too."
*/
WITH member AS (
    SELECT
        set_member.set_number,
        set_member.account_id,
        coalesce(round(sum(response.bits)::DOUBLE / nullif(count(response.bits), 0), 6), 0)::DOUBLE AS mean_bits
    FROM ring_members.set_member
    LEFT JOIN ring_scores.target_response AS response
        ON set_member.set_number = response.set_number AND set_member.account_id = response.account_id
    GROUP BY set_member.set_number, set_member.account_id
),

ranked AS (
    SELECT
        set_number,
        account_id,
        percent_rank() OVER (PARTITION BY set_number ORDER BY mean_bits) AS share_below,
        cume_dist() OVER (PARTITION BY set_number ORDER BY mean_bits)    AS share_up_to
    FROM member
),

-- Each target counts once: eight accomplices who answer all members are eight targets of two hundred.
target AS (
    SELECT
        response.set_number,
        response.target_id,
        bool_or(response.is_gone) AS is_gone,
        coalesce(sum(response.bits) FILTER (WHERE NOT response.is_silent)::DOUBLE, 0)
        / nullif(count(*), 0)     AS active_bits,
        coalesce(sum(response.bits) FILTER (WHERE response.is_silent)::DOUBLE, 0)
        / nullif(count(*), 0)     AS silent_bits
    FROM ring_scores.target_response AS response
    INNER JOIN ranked
        ON response.set_number = ranked.set_number AND response.account_id = ranked.account_id
    -- The middle half of the members: a few of them must not make a set a spam ring, or excuse it.
    WHERE ranked.share_below <= 0.75 AND ranked.share_up_to >= 0.25
    GROUP BY response.set_number, response.target_id
),

total AS (
    SELECT
        set_number,
        count(*)                         AS target_count,
        count(*) FILTER (WHERE is_gone)  AS gone_count,
        sum(active_bits::DECIMAL(18, 6)) AS active_bits,
        sum(silent_bits::DECIMAL(18, 6)) AS silent_bits
    FROM target
    GROUP BY set_number
)

SELECT
    set_number::INTEGER
        AS set_number, -- Number of the set.
    (gone_count / nullif(target_count, 0))::DOUBLE
        AS gone_share, -- Share of the targets with a known response (silence included) that left, was removed, blocked or reported.
    (
        active_bits * least(1, $max_witnesses / nullif(target_count, 0))
        + silent_bits * least(1, $max_silent_witnesses / nullif(target_count, 0))
    )::DOUBLE
        AS bits        -- Log-likelihood ratio of the responses, spam against other accounts, in bits.
FROM total
