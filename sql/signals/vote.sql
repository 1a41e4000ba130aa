/*
title    = "Votes of the strangers that an account approached, weighted by the voters' trust"
why      = "A ring can make its own accounts reply to each other; votes of trusted accounts cannot be made up."
rests_on = ["contacts", "unknown"]
act      = "stranger_add"

[params.max_trust]
default = 3.0
unit    = "trust"
help    = "Upper limit on the weight of one vote."

[params.prior_votes]
default = 2.0
unit    = "trust"
help    = "Weight added to the votes, half for and half against the account: few votes are weak evidence."
*/
WITH ballot AS (
    SELECT
        account_id,
        other_id,
        NOT is_gone AS is_for
    FROM ring_inputs.outside_response
    WHERE is_gone OR is_answered
),

vote AS (
    SELECT
        ballot.account_id,
        ballot.is_for,
        least(coalesce(account_trust.trust, 0), $max_trust) AS trust
    FROM ballot
    LEFT JOIN trust.account_trust
        ON ballot.other_id = account_trust.account_id
)

SELECT
    account_id
        AS account_id,
    count(*)::BIGINT
        AS vote_count,    -- [rings] Strangers that responded: replied to an add or a first message, or left, complained or were removed after an add. Null: none.
    round(
        (coalesce(sum(trust) FILTER (WHERE is_for), 0) + $prior_votes / 2) / nullif(sum(trust) + $prior_votes, 0), 6
    )::DOUBLE
        AS vote_for_share -- [rings] Share of those votes for the account, weighted by the voters' trust and shrunk to 0.5 where there are few (after VoteTrust). Null: none.
FROM vote
GROUP BY account_id
