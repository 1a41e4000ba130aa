"""Consolidation of sets found by several methods."""

import numpy as np
import pytest

from graph.rings.consolidation import Consolidation, Limits, closest, consolidate, sharing_members
from graph.rings.leave_one_out import shared
from graph.rings.outcome_outliers import UNKNOWN, MemberActions
from graph.rings.overlap_merge import merge_by_overlap
from tests.graph.limits import packaged
from tests.graph.sets import rows, worked
from tests.seeds import seeds

LIMITS = packaged(Limits, "ring_members.set_member")

# Six accounts share twelve targets; twenty share one bot with all and little with each other.
RING = [set(range(12)) | {100} for _ in range(6)]
BACKGROUND = [{100, 200 + place, 201 + place, 300 + place} for place in range(20)]


def members_of(done: Consolidation) -> list[set[int]]:
    """Return the members of each set."""
    return [set(done.members[done.sets == number].tolist()) for number in np.unique(done.sets)]


def consolidated(
    sets: list[set[int]], work: list[set[int]], apart: tuple[int, ...] = ()
) -> Consolidation:
    """Return the consolidated sets by the packaged limits; some sets are exempt."""
    numbers, members = rows(*sets)
    acts, background = shared(worked(*work))
    member_actions = MemberActions(UNKNOWN * acts, np.full(acts.shape[1], -1, np.int32))
    return consolidate(
        numbers, members, np.isin(numbers, apart), member_actions, background, LIMITS
    )


def test_a_ring_does_not_merge_with_accounts_that_share_one_target_with_it() -> None:
    all_actors = set(range(26))
    assert merge_by_overlap(*rows(set(range(6)), all_actors), LIMITS).max() == 0
    done = consolidated([set(range(6)), all_actors], RING + BACKGROUND)
    assert members_of(done) == [set(range(6, 26)), set(range(6))]


def test_half_of_a_ring_merges_with_the_ring() -> None:
    assert members_of(consolidated([{0, 1, 2}, set(range(6))], RING)) == [set(range(6))]


@pytest.mark.parametrize("seed", seeds(5))
def test_a_ring_is_not_hidden_by_a_closer_one_in_the_same_set(seed: int) -> None:
    rng = np.random.default_rng(seed)
    bots = set(range(3000, 3006))

    def drawn(victims: int, first: int, count: int, actors: int) -> list[set[int]]:
        acted = [rng.choice(victims, count, replace=False) + first for _ in range(actors)]
        return [set(some.tolist()) | bots for some in acted]

    work = [*drawn(300, 0, 30, 20), *drawn(30, 2000, 20, 30), *drawn(3000, 0, 40, 60)]
    faint, both = set(range(20)), set(range(50))
    assert members_of(consolidated([both], work)) == [both - faint]
    assert members_of(consolidated([faint, both], work)) == [both - faint, faint]


def test_sets_without_shared_targets_merge_by_their_members() -> None:
    alone = [{place} for place in range(8)]
    assert members_of(consolidated([{0, 1, 2, 3, 4, 5}, {2, 3, 4, 5, 6, 7}], alone, (0, 1))) == [
        set(range(8))
    ]


def test_an_account_that_shares_little_is_no_member_unless_exempt() -> None:
    # Two accounts act on four of the twelve targets and on many others.
    work = [*RING, *({*range(4), *range(first, first + 40)} for first in (400, 500))]
    assert members_of(consolidated([set(range(8))], work)) == [set(range(6))]
    assert members_of(consolidated([set(range(7)), {*range(6), 7}], work, (1,))) == [{*range(6), 7}]


def test_a_member_of_two_sets_stays_where_it_shares_most() -> None:
    numbers, members = rows({*range(6), 6}, {6, 7, 8})
    work = worked(*RING, {0, 1, 20, 21, 22}, {20, 21, 22}, {20, 21, 22})
    kept = closest(numbers, members, work)
    assert sorted(members[kept].tolist()) == list(range(9))
    assert numbers[kept][6] == 1


@pytest.mark.parametrize("seed", seeds(10))
def test_shared_counts_equal_brute_force(seed: int) -> None:
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
    done = sharing_members(*rows(sets[0]), worked(*work), 0.5)
    counts = {
        member: sum(any(target in work[other] for other in sets[0] - {member}) for target in acted)
        for member, acted in enumerate(work)
        if member in sets[0]
    }
    least = 0.5 * np.median(list(counts.values()))
    assert done.tolist() == [counts[member] >= least for member in sorted(sets[0])]


def test_without_sets_there_is_nothing_to_consolidate() -> None:
    done = consolidated([], [{0}])
    assert (done.merged.size, done.sets.size, done.members.size) == (0, 0, 0)
