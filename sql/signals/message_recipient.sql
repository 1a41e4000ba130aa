/*
title    = "What those written to say of the account, and who else approached them"
rests_on = ["contacts", "unknown"]
*/
WITH complainer AS (
    SELECT DISTINCT
        report.reported_id AS account_id,
        report.reporter_id AS other_id
    FROM staging.report
    INNER JOIN staging.night
        ON report.date = night.date
),

approached AS (
    SELECT
        other_id,
        count(*) AS writer_count
    FROM acts.message_contact
    WHERE is_first
    GROUP BY other_id
),

counter AS (
    SELECT
        message_contact.account_id,
        count(*)                                                                         AS recipient_count,
        count(complainer.other_id)                                                       AS complainer_count,
        count(*) FILTER (WHERE message_contact.is_first)                                 AS first_count,
        count(*) FILTER (WHERE message_contact.is_first AND approached.writer_count > 1) AS shared_count
    FROM acts.message_contact
    LEFT JOIN complainer
        ON message_contact.account_id = complainer.account_id AND message_contact.other_id = complainer.other_id
    LEFT JOIN approached
        ON message_contact.other_id = approached.other_id
    GROUP BY message_contact.account_id
),

rate AS (
    SELECT
        account_id,
        complainer_count,
        1 / nullif(recipient_count, 0)                  AS weight,
        complainer_count / nullif(recipient_count, 0)   AS complaining,
        CASE WHEN first_count > 0 THEN shared_count END AS shared_count,
        shared_count / nullif(first_count, 0)           AS shared
    FROM counter
),

bound AS (
    -- The lower end of Wilson's 95 % interval (1927): that one of three complains says little.
    SELECT
        account_id,
        complainer_count,
        shared_count,
        shared,
        CASE
            WHEN complainer_count = 0 THEN 0
            ELSE
                (
                    complaining + 1.9208 * weight
                    - 1.96 * sqrt(complaining * (1 - complaining) * weight + 0.9604 * weight * weight)
                ) / nullif(1 + 3.8416 * weight, 0)
        END AS complaining_low
    FROM rate
)

SELECT
    bound.account_id                                                      AS account_id,
    (CASE WHEN night.has_reports THEN bound.complainer_count END)::BIGINT AS message_complainer_count,     -- [messages] Accounts written to one to one on the date that blocked or reported the writer on it. Null: no reports log, or nobody written to.
    (CASE WHEN night.has_reports THEN bound.complaining_low END)::DOUBLE  AS message_complainer_low_share, -- [messages] At least this share of those written to blocks or reports (lower end of the 95 % interval). Null: no reports log, or nobody written to.
    bound.shared_count::BIGINT                                            AS first_contact_shared_count,   -- [messages] First contacts to whom others wrote on the date as a first contact too. Null: no first contact.
    bound.shared::DOUBLE                                                  AS first_contact_shared_share    -- [messages] Of the first contacts, the share to whom others did. Null: no first contact.
FROM bound
CROSS JOIN staging.night
