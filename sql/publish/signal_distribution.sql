/*
title = "How each signal is distributed over the accounts active on the date"
*/
SELECT
    signal::VARCHAR    AS signal,     -- Which signal.
    null_count::BIGINT AS null_count, -- Active accounts without the signal.
    zero_count::BIGINT AS zero_count, -- Active accounts where it is 0.
    quantiles          AS quantiles   -- Its 101 quantiles from 0 to 100 %, each a value that occurs; null: it has none.
FROM score.signal_distribution
