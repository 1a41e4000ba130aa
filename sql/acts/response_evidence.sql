/*
title = "One row per stranger that an account recently added or first messaged: its response, in bits of evidence"
why   = "One refused add is an accident; the responses of many strangers together show whether the sender is spam."

[params.add_answered_bits]
default = -2.3
least   = -20
unit    = "bits"
help    = "Evidence where an added stranger replies or posts: 6 % do after spam, 30 % after other adds."

[params.add_silent_bits]
default = 0.17
least   = -20
unit    = "bits"
help    = "Evidence where an added stranger stays and writes nothing: 74 % do after spam, 66 % otherwise."

[params.add_gone_bits]
default = 2.3
least   = -20
unit    = "bits"
help    = "Evidence where one leaves, is removed, blocks or reports: 20 % after spam, 4 % otherwise."

[params.message_answered_bits]
default = -2.5
least   = -20
unit    = "bits"
help    = "Evidence where the recipient of a first contact replies: 6 % do after spam, 35 % otherwise."

[params.message_silent_bits]
default = 0.53
least   = -20
unit    = "bits"
help    = "Evidence where the recipient does not reply: 94 % after spam, 65 % otherwise."
*/
WITH timed AS (
    SELECT
        stranger_response.account_id,
        stranger_response.other_id,
        stranger_response.is_add,
        stranger_response.is_gone,
        stranger_response.is_answered,
        -- Silence of a target with unknown contacts is weighted by the share of strangers among known targets.
        CASE WHEN stranger_response.is_known THEN 1 ELSE coalesce(listing_rate.stranger_share, 1) END AS silence_share,
        NOT stranger_response.is_gone
        AND NOT stranger_response.is_answered
        AND stranger_response.first_at < night.deadline_at                                            AS is_silent
    FROM acts.stranger_response
    CROSS JOIN staging.night
    LEFT JOIN acts.listing_rate
        ON
            stranger_response.account_id = listing_rate.account_id
            AND stranger_response.is_add <> listing_rate.is_message
)

SELECT
    account_id           AS account_id,  -- The actor: it added or wrote first.
    other_id             AS other_id,    -- The target.
    is_add::BOOLEAN      AS is_add,      -- True for an add to a group, false for a first message.
    is_gone::BOOLEAN     AS is_gone,     -- True where an added target has since left, was removed, or blocked or reported the actor.
    is_answered::BOOLEAN AS is_answered, -- True where the target stayed and has since replied to the actor or posted in the group.
    is_silent::BOOLEAN   AS is_silent,   -- True where the target had time to respond, stayed and wrote nothing.
    CASE
        WHEN is_gone THEN $add_gone_bits
        WHEN is_add AND is_answered THEN $add_answered_bits
        WHEN is_answered THEN $message_answered_bits
        WHEN is_add AND is_silent THEN $add_silent_bits * silence_share
        WHEN is_silent THEN $message_silent_bits * silence_share
        ELSE 0
    END::DOUBLE          AS bits         -- Log-likelihood ratio of the response, spam against other accounts, in bits (after SybilEdge).
FROM timed
