"""Sets that overlap are merged."""

from itertools import product

import networkx as nx
import numpy as np
import pytest

from graph.rings.overlap_merge import Limits, merge_by_overlap
from tests.graph.sets import rows, worked
from tests.seeds import seeds


def groups(min_share: float, *sets: set[int]) -> list[set[int]]:
    """Return the members of each merged set, in order of the sets."""
    numbers, members = rows(*sets)
    found = merge_by_overlap(numbers, members, Limits(min_share))
    return [set(members[found == number].tolist()) for number in range(found.max(initial=-1) + 1)]


def test_an_overlap_of_half_of_the_smaller_set_is_enough() -> None:
    assert groups(0.5, {0, 1, 2, 3, 4, 5}, {4, 5, 6, 7}) == [set(range(8))]
    assert groups(0.6, {0, 1, 2, 3, 4, 5}, {4, 5, 6, 7}) == [{0, 1, 2, 3, 4, 5}, {4, 5, 6, 7}]


def test_merging_is_transitive_and_the_largest_set_comes_first() -> None:
    assert groups(0.5, {9}, {1, 2}, {2, 3}, {3, 4, 5, 6}, {3, 4}) == [{1, 2, 3, 4, 5, 6}, {9}]


def test_on_ties_the_set_with_the_lowest_member_comes_first() -> None:
    assert groups(1.0, {5, 6}, {1, 9}) == [{1, 9}, {5, 6}]


@pytest.mark.parametrize("seed", seeds(20))
def test_merged_sets_are_the_components_of_overlapping_ones(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    sets = [set(drawn.choice(40, drawn.integers(1, 12), replace=False)) for _ in range(15)]
    share = float(drawn.uniform(0.2, 1))
    close: nx.Graph[int] = nx.empty_graph(len(sets))
    close.add_edges_from(
        (one, other)
        for one in range(len(sets))
        for other in range(one)
        if len(sets[one] & sets[other]) >= share * min(len(sets[one]), len(sets[other]))
    )
    expected = [
        set.union(*(sets[number] for number in part)) for part in nx.connected_components(close)
    ]
    expected.sort(key=lambda members: (-len(members), min(members)))
    found = groups(share, *sets)
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))
    assert [len(one) for one in found] == [len(one) for one in expected]


def test_without_sets_nothing_is_merged() -> None:
    none = np.empty(0, np.int32)
    assert merge_by_overlap(none, none, Limits(0.5)).tolist() == []


@pytest.mark.parametrize("share", [0.0, 1.1])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        merge_by_overlap(*rows({1}), Limits(share))


@pytest.mark.parametrize("seed", seeds(20))
def test_sets_merge_if_pairs_across_share_as_much_as_pairs_within(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    work = [set(drawn.choice(25, drawn.integers(1, 9), replace=False)) for _ in range(14)]
    large = set(drawn.choice(14, 10, replace=False).tolist())
    small = set(drawn.choice(sorted(large), drawn.integers(2, 6), replace=False).tolist())

    def shared(pairs: list[tuple[int, int]]) -> float:
        return sum(len(work[one] & work[other]) for one, other in pairs) / len(pairs)

    within = shared([pair for pair in product(small, small) if len(set(pair)) == 2])
    across = shared(list(product(small, large - small)))
    numbers, members = rows(small, large)
    for least in (0.4, 0.8, 1.2):
        found = merge_by_overlap(numbers, members, Limits(0.6), worked(*work), least)
        assert (found.max() == 0) == (not within or across >= least * within)
