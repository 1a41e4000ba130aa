"""How those whom a set acts on take its members, and who of them is welcome."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.sparse import csr_array
from scipy.stats import betabinom, combine_pvalues

from graph.rings.outcome_outliers import (
    ANSWERED,
    GONE,
    LISTED,
    SILENT,
    UNKNOWN,
    Deeds,
    receptions,
    welcome,
)
from tests.graph.sets import rows
from tests.seeds import seeds

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def taken(*members: dict[int, int]) -> Longs:
    """Return of each member how many targets took it in which way."""
    found = np.zeros((len(members), LISTED + 1), np.int64)
    for row, fates in zip(found, members, strict=True):
        row[[*fates]] = [*fates.values()]
    return found


def welcomed(others: dict[int, int], one: dict[int, int], count: int = 20) -> bool:
    """Return whether one is welcome beside so many others of its set, who are not."""
    found = welcome(taken(*[others] * count, one), np.ones(count + 1, np.bool_))
    assert not found[:count].any()
    return bool(found[count])


@pytest.mark.parametrize("seed", seeds(10))
def test_receptions_are_as_counted_one_by_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    acts = rng.choice(LISTED + 1, size=(12, 40), p=[0.7, *[0.06] * LISTED]).astype(np.int32)
    target_members = np.where(np.arange(40) < 12, rng.permutation(40), -1).astype(np.int32)
    target_members[target_members >= 12] = -1
    sets = [{0, 1, 2, 3, 4}, {5, 6, 7, 8}]
    numbers, members = rows(*sets)
    found = receptions(numbers, members, Deeds(csr_array(acts), target_members))
    for number, member, row in zip(numbers, members, found, strict=True):
        theirs = {
            target
            for other in sets[number]
            for target in range(40)
            if 0 < acts[other, target] < LISTED
        }
        others = [t for t in sorted(theirs) if target_members[t] not in sets[number]]
        counts = np.bincount(acts[member, others], minlength=LISTED + 1)
        assert row[1:].tolist() == counts[1:].tolist()


def test_work_is_what_is_done_to_strangers() -> None:
    acts = csr_array(np.array([[0, LISTED, GONE], [ANSWERED, UNKNOWN, 0]], np.int32))
    deeds = Deeds(acts, np.full(3, -1, np.int32))
    assert deeds.work.toarray().tolist() == [[0, 0, 1], [1, 1, 0]]


def test_members_make_no_one_welcome_among_themselves() -> None:
    # Each of six adds the same ten, who keep silent; the others list the first and answer the next.
    acts = np.zeros((6, 16), np.int32)
    acts[:, :10] = SILENT
    acts[0, 11:], acts[1, 12:] = LISTED, ANSWERED
    target_members = np.array([-1] * 10 + [*range(6)], np.int32)
    numbers, members = rows(set(range(6)))
    found = receptions(numbers, members, Deeds(csr_array(acts), target_members))
    assert (found == taken(*[{SILENT: 10}] * 6)).all()


@pytest.mark.parametrize("seed", seeds(20))
def test_who_is_welcome_is_as_scipy_combines_the_three_chances(seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = rng.multinomial(40, [0, 0.1, 0.65, 0.15, 0.04, 0.06], size=12)
    found[0] = rng.multinomial(40, [0, 0.1, 0.6, 0.05, 0.1, 0.15])
    inside = rng.random(12) < 0.8
    chances = []
    for place, mine in enumerate(found):
        others = found[inside & (np.arange(12) != place)].sum(axis=0)
        told, others_told = (those[[SILENT, GONE, ANSWERED]].sum() for those in (mine, others))
        tails = []
        for hits, count, other_hits, other_count in (
            (mine[LISTED], mine.sum(), others[LISTED], others.sum()),
            (mine[ANSWERED], told, others[ANSWERED], others_told),
            (told - mine[GONE], told, others_told - others[GONE], others_told),
        ):
            rate, alike = (other_hits + 0.5) / (other_count + 1), 1 / 0.03 - 1
            tail = betabinom.sf(hits - 1, count, rate * alike, (1 - rate) * alike)
            tails.append(tail if hits > count * rate else 1.0)
        chances.append(combine_pvalues(tails, method="fisher").pvalue)
    assert welcome(found, inside).tolist() == [chance < 0.05 for chance in chances]


def test_what_is_little_by_itself_is_enough_together() -> None:
    ring = {SILENT: 50, GONE: 10, ANSWERED: 1, LISTED: 1}
    for fates in ({LISTED: 3, GONE: 5}, {ANSWERED: 3, GONE: 5}, {GONE: 1}):
        assert not welcomed(ring, {SILENT: 26} | fates)
    assert welcomed(ring, {SILENT: 26, GONE: 1, ANSWERED: 3, LISTED: 3})


def test_whose_targets_stay_where_they_flee_the_others_is_welcome() -> None:
    assert welcomed({SILENT: 60, GONE: 30}, {SILENT: 89, GONE: 1})
    assert not welcomed({SILENT: 60, GONE: 30}, {SILENT: 70, GONE: 20})


def test_an_old_account_of_a_ring_may_have_friends_among_its_victims() -> None:
    ring = {SILENT: 55, GONE: 10, LISTED: 1}
    assert not welcomed(ring, {SILENT: 50, GONE: 10, LISTED: 5})
    assert welcomed(ring, {SILENT: 40, GONE: 10, LISTED: 15})


def test_of_whom_nothing_is_known_nothing_speaks() -> None:
    everywhere = {UNKNOWN: 30}
    assert not welcomed(everywhere, everywhere)
    assert not welcomed({SILENT: 50, GONE: 10}, everywhere)
    assert not welcomed({SILENT: 50, GONE: 10}, {})
