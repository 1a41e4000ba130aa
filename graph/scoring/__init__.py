"""Statistics of scoring: weight of evidence and its calibration, proportions, quantiles."""
