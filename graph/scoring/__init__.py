"""Statistics of scoring: weights of evidence and how they are learned, shares, quantiles."""
