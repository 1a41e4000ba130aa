/*
title    = "Complainers of an account: had they met it, or do they look like one brigade"
why      = "Attackers report an innocent account with fresh accounts of their own, from one device, within an hour."
rests_on = ["contacts"]

[params.fresh_days]
default = 7
least   = 1
unit    = "days"
help    = "A complainer registered less than this before its complaint counts as fresh."

[params.min_complainer_count]
default = 3
least   = 2
unit    = "accounts"
help    = "With fewer complainers, the similarity among them gets no value."
*/
WITH complainer AS (
    SELECT
        complainer.account_id,
        complainer.other_id,
        complainer.is_met,
        registration.registered_at > complainer.reported_at - $fresh_days * INTERVAL 1 DAY AS is_fresh,
        count(registration.device_id) OVER (
            PARTITION BY complainer.account_id, registration.device_id
        )                                                                                  AS device_count,
        count(registration.network_id) OVER (
            PARTITION BY complainer.account_id, registration.network_id
        )                                                                                  AS network_count,
        count(registration.registered_at) OVER (
            PARTITION BY complainer.account_id, registration.registered_at::DATE
        )                                                                                  AS day_count,
        count(*) OVER (
            PARTITION BY complainer.account_id
            ORDER BY unix_micros(complainer.reported_at)
            RANGE BETWEEN 3600000000 - 1 PRECEDING AND CURRENT ROW
        )                                                                                  AS hour_count
    FROM acts.complainer
    LEFT JOIN staging.registration
        ON
            complainer.other_id = registration.account_id
            AND (registration.registered_at IS NULL OR registration.registered_at <= complainer.reported_at)
),

brigade AS (
    SELECT
        account_id,
        count(*)                                              AS complainer_count,
        count(*) FILTER (WHERE is_met)                        AS met_count,
        count(*) FILTER (WHERE is_fresh)                      AS fresh_count,
        count(*) FILTER (WHERE is_fresh IS NOT NULL)          AS aged_count,
        max(hour_count)                                       AS hour_count,
        max(greatest(device_count, network_count, day_count)) AS alike_count
    FROM complainer
    GROUP BY account_id
)

SELECT
    brigade.account_id AS account_id,
    brigade.hour_count::BIGINT
        AS complaint_1h_max_count, -- [reports] Most accounts that blocked or reported it for the first time in any hour within the history. Null: no complaints, or no reports log.
    brigade.met_count::BIGINT
        AS complaint_met_count,    -- [reports] Complainers that had met the account: it had added, invited or messaged them before, or one had the other as a contact. Null: no complaints, or no reports log.
    (brigade.met_count / nullif(brigade.complainer_count, 0))::DOUBLE
        AS complaint_met_share,    -- [reports] Share of its complainers that had met it. Null: no complaints, or no reports log.
    (brigade.fresh_count / nullif(brigade.aged_count, 0))::DOUBLE
        AS complaint_fresh_share,  -- [reports] Share of fresh accounts among its complainers of known age. Null: no complaints, no complainer of known age, or no reports log.
    (
        CASE
            WHEN brigade.complainer_count >= $min_complainer_count
                THEN nullif(brigade.alike_count, 0) / nullif(brigade.complainer_count, 0)
        END
    )::DOUBLE
        AS complaint_alike_share   -- [reports] Largest share of its complainers that have one device, one network or one day of registration in common. Null: few complaints, no registration known, or no reports log.
FROM brigade
