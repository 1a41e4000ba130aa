"""Pair numbers, the configuration model, and hubs."""

from collections import Counter

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.rings.pairs import configuration_model, distinct, hubs, pair_numbers
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]


def drawn(seed: int) -> tuple[Ints, Ints]:
    """Return edges with a few popular targets."""
    rng = np.random.default_rng(seed)
    actors, targets = rng.integers(0, 60, 900), (200 * rng.random(900) ** 3).astype(np.int64)
    pairs = np.unique(np.column_stack([actors, targets]), axis=0).astype(np.int32)
    return pairs[:, 0].copy(), pairs[:, 1].copy()


@given(st.lists(st.integers(-(2**62), 2**62)))
def test_distinct_numbers_are_those_of_a_set_in_order(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))


def test_each_pair_has_a_unique_number() -> None:
    firsts, seconds = (side.ravel() for side in np.indices((40, 30), np.int32))
    assert len(set(pair_numbers(firsts, seconds).tolist())) == 1_200


@pytest.mark.parametrize("seed", seeds(3))
def test_the_configuration_model_keeps_degrees(seed: int) -> None:
    actors, targets = drawn(seed)
    some, others = configuration_model(actors, targets, seed)
    assert len(set(zip(some.tolist(), others.tolist(), strict=True))) == some.size
    assert 0.8 * actors.size <= some.size <= actors.size
    for before, after in ((actors, some), (targets, others)):
        assert not Counter(after.tolist()) - Counter(before.tolist())
    assert set(zip(some, others, strict=True)) != set(zip(actors, targets, strict=True))


@pytest.mark.parametrize("limit", [1, 4, 10, 1_000])
def test_the_largest_hubs_are_removed_until_few_pairs_remain(limit: int) -> None:
    _, targets = drawn(7)
    gone = hubs(targets, limit)
    counts = Counter(targets.tolist())
    left = Counter(targets[~gone].tolist())
    assert sum(count**2 for count in left.values()) <= limit * targets.size
    assert all(left[target] in (0, count) for target, count in counts.items())
    lost = [count for target, count in counts.items() if not left[target]]
    assert not lost or min(lost) > max(left.values(), default=0)
    assert bool(lost) == (sum(count**2 for count in counts.values()) > limit * targets.size)
