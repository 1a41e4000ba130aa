"""Values that come more than once are those that a count of all finds, however they are spread."""

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
def test_what_comes_twice_is_found_in_order_and_once(values: list[int], first: int) -> None:
    found = repeated([words(values[:first]), words(values[first:])])
    assert found.tolist() == sorted(v for v, count in Counter(values).items() if count > 1)
    assert found.dtype == np.uint64


@pytest.mark.parametrize("shift", [0, 20], ids=["spread", "crowded"])
def test_a_few_among_many_are_found(shift: int) -> None:
    rng = np.random.default_rng(7)
    distinct = np.unique(rng.integers(0, 2**64 - 1, 100_000, np.uint64) >> np.uint64(shift))
    again = rng.choice(distinct, 100, replace=False)
    assert repeated([distinct, again, again[:50]]).tolist() == np.sort(again).tolist()


def test_of_nothing_nothing_comes_twice() -> None:
    assert repeated([]).size == 0
