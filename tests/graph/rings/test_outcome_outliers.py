"""Outcome counts of members, and outcome outliers."""

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
    MemberActions,
    outcome_counts,
    outcome_outliers,
)
from tests.graph.sets import rows
from tests.seeds import seeds

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def counts_of(*members: dict[int, int]) -> Longs:
    """Return the outcome counts of each member."""
    found = np.zeros((len(members), LISTED + 1), np.int64)
    for row, outcomes in zip(found, members, strict=True):
        row[[*outcomes]] = [*outcomes.values()]
    return found


def is_outlier(others: dict[int, int], one: dict[int, int], count: int = 20) -> bool:
    """Return whether one member is an outlier among others, who are not."""
    found = outcome_outliers(counts_of(*[others] * count, one), np.ones(count + 1, np.bool_))
    assert not found[:count].any()
    return bool(found[count])


@pytest.mark.parametrize("seed", seeds(10))
def test_outcome_counts_equal_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    acts = rng.choice(LISTED + 1, size=(12, 40), p=[0.7, *[0.06] * LISTED]).astype(np.int32)
    target_members = np.where(np.arange(40) < 12, rng.permutation(40), -1).astype(np.int32)
    target_members[target_members >= 12] = -1
    sets = [{0, 1, 2, 3, 4}, {5, 6, 7, 8}]
    numbers, members = rows(*sets)
    found = outcome_counts(numbers, members, MemberActions(csr_array(acts), target_members))
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


def test_work_holds_the_actions_on_strangers() -> None:
    acts = csr_array(np.array([[0, LISTED, GONE], [ANSWERED, UNKNOWN, 0]], np.int32))
    member_actions = MemberActions(acts, np.full(3, -1, np.int32))
    assert member_actions.work.toarray().tolist() == [[0, 0, 1], [1, 1, 0]]


def test_outcomes_between_members_do_not_count() -> None:
    # Six members add the same ten silent targets; the others list the first member, answer the next.
    acts = np.zeros((6, 16), np.int32)
    acts[:, :10] = SILENT
    acts[0, 11:], acts[1, 12:] = LISTED, ANSWERED
    target_members = np.array([-1] * 10 + [*range(6)], np.int32)
    numbers, members = rows(set(range(6)))
    found = outcome_counts(numbers, members, MemberActions(csr_array(acts), target_members))
    assert (found == counts_of(*[{SILENT: 10}] * 6)).all()


@pytest.mark.parametrize("seed", seeds(20))
def test_outliers_are_those_of_three_p_values_combined_by_scipy(seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = rng.multinomial(40, [0, 0.1, 0.65, 0.15, 0.04, 0.06], size=12)
    found[0] = rng.multinomial(40, [0, 0.1, 0.6, 0.05, 0.1, 0.15])
    inside = rng.random(12) < 0.8
    p_values = []
    for place, mine in enumerate(found):
        others = found[inside & (np.arange(12) != place)].sum(axis=0)
        known, others_known = (those[[SILENT, GONE, ANSWERED]].sum() for those in (mine, others))
        tails = []
        for hits, count, other_hits, other_count in (
            (mine[LISTED], mine.sum(), others[LISTED], others.sum()),
            (mine[ANSWERED], known, others[ANSWERED], others_known),
            (known - mine[GONE], known, others_known - others[GONE], others_known),
        ):
            rate, alike = (other_hits + 0.5) / (other_count + 1), 1 / 0.03 - 1
            tail = betabinom.sf(hits - 1, count, rate * alike, (1 - rate) * alike)
            tails.append(tail if hits > count * rate else 1.0)
        p_values.append(combine_pvalues(tails, method="fisher").pvalue)
    assert outcome_outliers(found, inside).tolist() == [p_value < 0.05 for p_value in p_values]


def test_three_weak_differences_together_make_an_outlier() -> None:
    ring = {SILENT: 50, GONE: 10, ANSWERED: 1, LISTED: 1}
    for outcomes in ({LISTED: 3, GONE: 5}, {ANSWERED: 3, GONE: 5}, {GONE: 1}):
        assert not is_outlier(ring, {SILENT: 26} | outcomes)
    assert is_outlier(ring, {SILENT: 26, GONE: 1, ANSWERED: 3, LISTED: 3})


def test_an_account_whose_targets_stay_is_an_outlier_where_others_targets_leave() -> None:
    assert is_outlier({SILENT: 60, GONE: 30}, {SILENT: 89, GONE: 1})
    assert not is_outlier({SILENT: 60, GONE: 30}, {SILENT: 70, GONE: 20})


def test_a_few_contacts_among_the_targets_make_no_outlier() -> None:
    ring = {SILENT: 55, GONE: 10, LISTED: 1}
    assert not is_outlier(ring, {SILENT: 50, GONE: 10, LISTED: 5})
    assert is_outlier(ring, {SILENT: 40, GONE: 10, LISTED: 15})


def test_without_known_outcomes_there_is_no_outlier() -> None:
    everywhere = {UNKNOWN: 30}
    assert not is_outlier(everywhere, everywhere)
    assert not is_outlier({SILENT: 50, GONE: 10}, everywhere)
    assert not is_outlier({SILENT: 50, GONE: 10}, {})
