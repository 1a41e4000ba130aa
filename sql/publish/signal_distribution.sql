/*
title = "One row per signal: its distribution over the accounts active on the date"
why   = "A threshold is chosen, and drift is noticed, from the distribution of a signal over all accounts."
*/
SELECT
    signal::VARCHAR    AS signal,     -- Name of the signal.
    null_count::BIGINT AS null_count, -- Active accounts without a value.
    zero_count::BIGINT AS zero_count, -- Active accounts with the value 0.
    quantiles          AS quantiles   -- The 101 quantiles from 0 to 100 %, each an observed value; null: no account has a value.
FROM score.signal_distribution
