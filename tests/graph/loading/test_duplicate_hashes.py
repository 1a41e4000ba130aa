"""Repeated values equal those of a full count, for any distribution."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.loading.duplicate_hashes import repeated

SIZES = st.one_of(st.integers(0, 9), st.integers(2**64 - 9, 2**64 - 1), st.integers(0, 2**64 - 1))
HASHES = st.lists(SIZES, max_size=60)


def words(values: list[int]) -> np.ndarray:
    """Return values as an array."""
    return np.array(values, np.uint64)


@settings(deadline=None)
@given(HASHES, st.integers(0, 60))
def test_repeated_values_are_found_once_and_ascending(values: list[int], first: int) -> None:
    found = repeated([words(values[:first]), words(values[first:])])
    assert found.tolist() == sorted(v for v, count in Counter(values).items() if count > 1)
    assert found.dtype == np.uint64


@pytest.mark.parametrize("shift", [0, 20], ids=["spread", "crowded"])
def test_few_repeated_values_among_many_are_found(shift: int) -> None:
    rng = np.random.default_rng(7)
    distinct = np.unique(rng.integers(0, 2**64 - 1, 100_000, np.uint64) >> np.uint64(shift))
    again = rng.choice(distinct, 100, replace=False)
    assert repeated([distinct, again, again[:50]]).tolist() == np.sort(again).tolist()


def test_no_values_have_no_repeats() -> None:
    assert repeated([]).size == 0
