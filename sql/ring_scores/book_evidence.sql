/*
title = "One row per set: evidence from the address books of its targets"
why   = "Spammers add people who do not have them as contacts; a school's teachers are contacts of many parents."

[params.max_books]
default = 6
least   = 1
unit    = "accounts"
help    = "Upper limit on the number of address books that count."

[params.stranger_bits]
default = 0.5
least   = -20
unit    = "bits"
help    = "Evidence from a target that does not have the member that added it as a contact."

[params.listing_bits]
default = -2.7
least   = -20
unit    = "bits"
help    = "Evidence from a target that has the member as a contact."
*/
WITH known AS (
    SELECT
        set_number,
        count(*) AS book_count,
        -- A sum of doubles depends on the order of the rows, a sum of decimals does not.
        sum(
            (
                $stranger_bits + ($listing_bits - $stranger_bits) * listing_count / nullif(member_count, 0)
            )::DECIMAL(18, 9)
        )        AS bits
    FROM ring_members.set_target
    WHERE is_known
    GROUP BY set_number
)

SELECT
    set_number::INTEGER                                                            AS set_number, -- Number of the set.
    (bits::DOUBLE / nullif(book_count, 0) * least(book_count, $max_books))::DOUBLE AS bits        -- Evidence for a spam ring, in bits; a set without known address books has no row.
FROM known
