/*
title    = "How those vote whom an account approached, a trusted one's vote counting more"
rests_on = ["contacts", "unknown"]
act      = "stranger_add"

[params.most_trust]
default = 3.0
unit    = "trust"
help    = "Nobody's vote counts for more."

[params.prior_votes]
default = 2.0
unit    = "trust"
help    = "So much is put beside the votes, half of it for and half against the account: few votes say little."
*/
WITH ballot AS (
    SELECT
        account_id,
        other_id,
        NOT is_gone AS is_for
    FROM rings.answer
    WHERE is_gone OR is_answered
),

vote AS (
    SELECT
        ballot.account_id,
        ballot.is_for,
        least(coalesce(trust.trust, 0), $most_trust) AS trust
    FROM ballot
    LEFT JOIN rings.trust
        ON ballot.other_id = trust.account_id
)

SELECT
    account_id
        AS account_id,
    count(*)::BIGINT
        AS vote_count,      -- [rings] Strangers who answered an add or a first message, or left, complained or were removed after an add. Null: none.
    round(
        (coalesce(sum(trust) FILTER (WHERE is_for), 0) + $prior_votes / 2) / nullif(sum(trust) + $prior_votes, 0), 6
    )::DOUBLE
        AS vote_for_share   -- [rings] Of those votes, each weighed by the voter's trust, the share for the account, shrunk to a half where there are few (after VoteTrust). Null: none.
FROM vote
GROUP BY account_id
