"""Sets that are mostly one become one."""

from itertools import product

import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from scipy.sparse import csr_array

from graph.foresight import shared
from graph.fusion import Limits, Settled, closest, fused, settled, sharers

Ints = npt.NDArray[np.int32]


def rows(*sets: set[int]) -> tuple[Ints, Ints]:
    """Return a row a set and member."""
    pairs = [(number, member) for number, members in enumerate(sets) for member in sorted(members)]
    numbers, members = np.array(pairs, np.int32).reshape(-1, 2).T
    return numbers, members


def groups(least_share: float, *sets: set[int]) -> list[set[int]]:
    """Return the members of each fused set, in the order of their numbers."""
    numbers, members = rows(*sets)
    found = fused(numbers, members, least_share)
    return [set(members[found == number].tolist()) for number in range(found.max(initial=-1) + 1)]


def test_half_of_the_smaller_is_enough() -> None:
    assert groups(0.5, {0, 1, 2, 3, 4, 5}, {4, 5, 6, 7}) == [set(range(8))]
    assert groups(0.6, {0, 1, 2, 3, 4, 5}, {4, 5, 6, 7}) == [{0, 1, 2, 3, 4, 5}, {4, 5, 6, 7}]


def test_all_that_hang_together_are_one_and_the_largest_comes_first() -> None:
    assert groups(0.5, {9}, {1, 2}, {2, 3}, {3, 4, 5, 6}, {3, 4}) == [{1, 2, 3, 4, 5, 6}, {9}]


def test_of_sets_as_large_the_one_with_the_least_member_comes_first() -> None:
    assert groups(1.0, {5, 6}, {1, 9}) == [{1, 9}, {5, 6}]


@pytest.mark.parametrize("seed", range(20))
def test_fused_sets_are_the_components_of_close_ones(seed: int) -> None:
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


def test_nothing_fuses_to_nothing() -> None:
    none = np.empty(0, np.int32)
    assert fused(none, none, 0.5).tolist() == []


@pytest.mark.parametrize("share", [0.0, 1.1])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        fused(*rows({1}), share)


def worked(*targets: set[int]) -> csr_array:
    """Return on whom each member acted."""
    members, columns = rows(*targets)
    return csr_array(
        (np.ones(members.size, np.int32), (members, columns)),
        shape=(len(targets), int(columns.max(initial=-1)) + 1),
    )


# Six who act on the same twelve, and twenty who share one bot with all, and little with each other.
RING = [set(range(12)) | {100} for _ in range(6)]
CROWD = [{100, 200 + place, 201 + place, 300 + place} for place in range(20)]


def members_of(done: Settled) -> list[set[int]]:
    """Return the members of each set."""
    return [set(done.members[done.sets == number].tolist()) for number in np.unique(done.sets)]


def settle(sets: list[set[int]], work: list[set[int]], apart: tuple[int, ...] = ()) -> Settled:
    """Return the sets settled by the packaged limits; of some, members need not share work."""
    numbers, members = rows(*sets)
    acts, crowd = shared(worked(*work))
    return settled(numbers, members, np.isin(numbers, apart), acts, crowd, Limits())


def test_a_ring_in_a_crowd_that_it_shares_one_target_with_is_not_the_crowd() -> None:
    everybody = set(range(26))
    assert groups(0.6, set(range(6)), everybody) == [everybody]
    done = settle([set(range(6)), everybody], RING + CROWD)
    assert members_of(done) == [set(range(6, 26)), set(range(6))]


def test_half_of_a_ring_is_the_ring() -> None:
    assert members_of(settle([{0, 1, 2}, set(range(6))], RING)) == [set(range(6))]


def test_sets_that_share_no_work_are_one_by_their_members_alone() -> None:
    alone = [{place} for place in range(8)]
    assert members_of(settle([{0, 1, 2, 3, 4, 5}, {2, 3, 4, 5, 6, 7}], alone, (0, 1))) == [
        set(range(8))
    ]


def test_who_does_little_of_the_work_goes_unless_it_was_found_by_something_else() -> None:
    # Two act on four of the twelve and on many others.
    work = [*RING, *({*range(4), *range(first, first + 40)} for first in (400, 500))]
    assert members_of(settle([set(range(8))], work)) == [set(range(6))]
    assert members_of(settle([set(range(7)), {*range(6), 7}], work, (1,))) == [{*range(6), 7}]


def test_a_member_of_two_sets_stays_where_it_shares_most() -> None:
    numbers, members = rows({*range(6), 6}, {6, 7, 8})
    work = worked(*RING, {0, 1, 20, 21, 22}, {20, 21, 22}, {20, 21, 22})
    kept = closest(numbers, members, work)
    assert sorted(members[kept].tolist()) == list(range(9))
    assert numbers[kept][6] == 1


@pytest.mark.parametrize("seed", range(10))
def test_what_members_share_is_as_counted_one_by_one(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    work = [set(drawn.choice(30, drawn.integers(1, 10), replace=False)) for _ in range(12)]
    sets = [set(drawn.choice(12, drawn.integers(2, 9), replace=False).tolist()) for _ in range(4)]
    numbers, members = rows(*sets)
    for row in closest(numbers, members, worked(*work)).tolist():
        member = int(members[row])
        shared = {
            number: sum(len(work[member] & work[other]) for other in those - {member})
            / (len(those) - 1)
            for number, those in enumerate(sets)
            if member in those
        }
        assert shared[int(numbers[row])] == pytest.approx(max(shared.values()))
    done = sharers(*rows(sets[0]), worked(*work), 0.5)
    counts = {
        member: sum(any(target in work[other] for other in sets[0] - {member}) for target in acted)
        for member, acted in enumerate(work)
        if member in sets[0]
    }
    least = 0.5 * np.median(list(counts.values()))
    assert done.tolist() == [counts[member] >= least for member in sorted(sets[0])]


@pytest.mark.parametrize("seed", range(20))
def test_sets_fuse_where_they_share_as_much_two_by_two_as_the_smaller_one_within(seed: int) -> None:
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
        found = fused(numbers, members, 0.6, worked(*work), least)
        assert (found.max() == 0) == (not within or across >= least * within)


def test_nothing_settles_to_nothing() -> None:
    done = settle([], [{0}])
    assert (done.wholes.size, done.sets.size, done.members.size) == (0, 0, 0)
