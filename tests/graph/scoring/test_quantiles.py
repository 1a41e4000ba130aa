"""Counts and quantiles of a feature."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.scoring.quantiles import distribution

NUMBERS = st.one_of(
    st.integers(0, 50).map(float),
    st.integers(999_990, 1_000_010).map(float),
    st.floats(-3, 3),
    st.just(math.nan),
)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(st.lists(NUMBERS, max_size=60))
def test_each_quantile_is_the_inverse_of_the_distribution_function(values: list[float]) -> None:
    found = distribution(np.array(values, dtype=np.float64))
    known = sorted(value for value in values if not math.isnan(value))
    assert found.null_count == len(values) - len(known)
    assert found.zero_count == known.count(0.0)
    assert len(found.quantiles) == (101 if known else 0)
    for percent, quantile in enumerate(found.quantiles):
        # In whole numbers: value i (from 1) is reached at i / n of all.
        expected = next(v for i, v in enumerate(known, 1) if 100 * i >= percent * len(known))
        assert quantile == expected


@pytest.mark.parametrize("values", [[0.0, 1.0, 5.0], [0.5, 1.0, 5.0], [-1.0, 0.0, 5.0]])
def test_the_ends_are_the_minimum_and_the_maximum(values: list[float]) -> None:
    quantiles = distribution(np.array(values)).quantiles
    assert (quantiles[0], quantiles[100]) == (min(values), max(values))
