/*
title = "One row: how many strangers answer adds tonight, and what the silence of one says of a set"
why   = "Where hardly anybody answers an add, silence is no sign of spam; a large night has many sets that meet it."

[params.gone_share]
default = 0.04
unit    = "share"
help    = "Share of added strangers that leave, are removed, block or report, if the add is no spam."

[params.spam_gone_share]
default = 0.2
unit    = "share"
help    = "The same after spam."

[params.answered_share]
default = 0.3
unit    = "share"
help    = "Share of added strangers that reply or post, if the add is no spam; less where a night shows less."

[params.spam_answered_ratio]
default = 0.2
unit    = "ratio"
help    = "The same after spam, divided by that share."

[params.prior_count]
default = 20
least   = 1
unit    = "accounts"
help    = "Accounts with answered_share that are added to those of the night: a small night says little."
*/
WITH account AS (
    -- Each account counts once: most adds of strangers may be spam, but most accounts are not.
    SELECT count(*) FILTER (WHERE response.is_answered) / nullif(count(*), 0) AS answered_share
    FROM ring_inputs.outside_response AS response
    ANTI JOIN ring_members.set_member
        ON response.account_id = set_member.account_id
    WHERE response.is_add AND (response.is_gone OR response.is_answered OR response.is_silent)
    GROUP BY response.account_id
),

night AS (
    SELECT
        least(
            $answered_share,
            (coalesce(sum(answered_share::DECIMAL(18, 9)), 0) + $prior_count * $answered_share)
            / nullif(count(*) + $prior_count, 0)
        ) AS answered_share
    FROM account
)

SELECT
    answered_share::DOUBLE AS answered_share, -- Mean share of strangers who answered, over accounts in no set; at most the usual share.
    round(
        log2(
            (1 - $spam_gone_share - $spam_answered_ratio * answered_share)
            / nullif(1 - $gone_share - answered_share, 0)
        ), 6
    )::DOUBLE              AS bits            -- Log-likelihood ratio of a silent target, spam against other accounts, in bits.
FROM night
