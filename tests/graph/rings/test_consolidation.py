"""Who of sets found in several ways is in which."""

import numpy as np
import pytest

from graph.rings.consolidation import Limits, Settled, closest, settled, sharers
from graph.rings.leave_one_out import shared
from graph.rings.outcome_outliers import UNKNOWN, Deeds
from graph.rings.overlap_merge import fused
from tests.graph.limits import packaged
from tests.graph.sets import rows, worked
from tests.seeds import seeds

LIMITS = packaged(Limits, "ring_members.set_member")

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
    deeds = Deeds(UNKNOWN * acts, np.full(acts.shape[1], -1, np.int32))
    return settled(numbers, members, np.isin(numbers, apart), deeds, crowd, LIMITS)


def test_a_ring_in_a_crowd_that_it_shares_one_target_with_is_not_the_crowd() -> None:
    everybody = set(range(26))
    assert fused(*rows(set(range(6)), everybody), LIMITS).max() == 0
    done = settle([set(range(6)), everybody], RING + CROWD)
    assert members_of(done) == [set(range(6, 26)), set(range(6))]


def test_half_of_a_ring_is_the_ring() -> None:
    assert members_of(settle([{0, 1, 2}, set(range(6))], RING)) == [set(range(6))]


@pytest.mark.parametrize("seed", seeds(5))
def test_a_ring_is_not_hidden_by_a_closer_one_in_the_set_that_both_are_found_in(seed: int) -> None:
    rng = np.random.default_rng(seed)
    bots = set(range(3000, 3006))

    def drawn(victims: int, first: int, count: int, actors: int) -> list[set[int]]:
        acted = [rng.choice(victims, count, replace=False) + first for _ in range(actors)]
        return [set(some.tolist()) | bots for some in acted]

    work = [*drawn(300, 0, 30, 20), *drawn(30, 2000, 20, 30), *drawn(3000, 0, 40, 60)]
    faint, both = set(range(20)), set(range(50))
    assert members_of(settle([both], work)) == [both - faint]
    assert members_of(settle([faint, both], work)) == [both - faint, faint]


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


@pytest.mark.parametrize("seed", seeds(10))
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


def test_nothing_settles_to_nothing() -> None:
    done = settle([], [{0}])
    assert (done.wholes.size, done.sets.size, done.members.size) == (0, 0, 0)
