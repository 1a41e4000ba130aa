/*
title = "How sure each set of accounts is to be a ring of spam"
why   = "A set is judged as a whole, with all its evidence, before any of its members is blamed for it."

[params.prior_bits]
default = -8.0
least   = -40
unit    = "bits"
help    = "What a set of accounts is before its targets are looked at: one of 257 is a ring."

[params.most_books]
default = 6
least   = 1
unit    = "accounts"
help    = "What address books say counts as if there were so many at most."

[params.stranger_bits]
default = 0.5
least   = -20
unit    = "bits"
help    = "What a target's address book says of one who added it and whom it does not list."

[params.listing_bits]
default = -2.7
least   = -20
unit    = "bits"
help    = "What it says of one whom it lists."
*/
WITH member AS (
    SELECT
        set_number,
        any_value(method) AS method,
        count(*)          AS account_count
    FROM rings.set_member
    GROUP BY set_number
),

target AS (
    SELECT
        set_number,
        count(*)                                                                       AS target_count,
        sum(member_count)                                                              AS edge_count,
        count(*) FILTER (WHERE listing_count = 0) / nullif(count(*), 0)                AS stranger_share,
        avg($stranger_bits + ($listing_bits - $stranger_bits) * listing_count / nullif(member_count, 0))
        FILTER (WHERE is_known) * least(count(*) FILTER (WHERE is_known), $most_books) AS book_bits
    FROM rings.ring_target
    GROUP BY set_number
),

weighed AS (
    SELECT
        member.set_number,
        member.method,
        member.account_count,
        target.target_count,
        target.edge_count,
        target.stranger_share,
        reception.gone_share,
        $prior_bits + coalesce(target.book_bits, 0) + coalesce(reception.bits, 0)
        + coalesce(age_spread.bits, 0) AS bits
    FROM member
    INNER JOIN target
        ON member.set_number = target.set_number
    INNER JOIN rings.ring_reception AS reception
        ON member.set_number = reception.set_number
    LEFT JOIN rings.age_spread
        ON member.set_number = age_spread.set_number
)

SELECT
    set_number::INTEGER                                            AS set_number,     -- Which set.
    method::VARCHAR                                                AS method,         -- How it was found: lockstep, cocluster, block, group, registration, rejection, or several with a plus between them.
    account_count::BIGINT                                          AS account_count,  -- How many accounts.
    target_count::BIGINT                                           AS target_count,   -- How many targets they have: see rings.ring_target.
    (edge_count / nullif(account_count * target_count, 0))::DOUBLE AS density,        -- Share of all pairs of these in which one acted on the other.
    stranger_share::DOUBLE                                         AS stranger_share, -- Share of the targets that lists none of those who acted on it.
    gone_share::DOUBLE                                             AS gone_share,     -- Share of the strangers lately added that left or objected; null: none is known to have taken it in any way.
    bits::DOUBLE                                                   AS bits,           -- All evidence together.
    (1 / nullif(1 + power(2, -bits), 0))::DOUBLE                   AS score           -- The probability that it is a ring of spam.
FROM weighed
