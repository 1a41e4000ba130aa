"""Membership by log-likelihood ratio and outcomes."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.sparse import csr_array

from graph.rings.leave_one_out import shared
from graph.rings.membership import membership
from graph.rings.outcome_outliers import ANSWERED, LISTED, SILENT
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]
Work = list[set[int]]

WORLD = 600


def acts_of(work: Work, world: int = WORLD) -> csr_array:
    """Return the targets of each actor."""
    rows = np.repeat(np.arange(len(work)), [len(acted) for acted in work])
    columns = np.concatenate([sorted(acted) for acted in work if acted])
    acted = np.ones(rows.size, np.int32)
    return csr_array((acted, (rows, columns)), shape=(len(work), world))


def parts_of(
    sets: list[list[int]], work: Work, apart: tuple[int, ...] = (), answered: tuple[int, ...] = ()
) -> Ints:
    """Return the part of each member, for a threshold of 0.7 of the upper quartile.

    Half of the targets of the accounts in `answered` have answered, of the others none.
    """
    numbers = np.repeat(np.arange(len(sets), dtype=np.int32), [len(one) for one in sets])
    members = np.concatenate(sets).astype(np.int32) if sets else np.empty(0, np.int32)
    acts, background = shared(acts_of(work))
    outcome_counts = np.zeros((members.size, LISTED + 1), np.int64)
    outcome_counts[:, SILENT] = 20
    outcome_counts[np.isin(members, answered)] += np.eye(LISTED + 1, dtype=np.int64)[ANSWERED] * 20
    return membership(
        numbers, members, np.isin(members, apart), acts, background, outcome_counts, 0.7
    )


def drawn(rng: np.random.Generator, among: int, count: int, actors: int) -> Work:
    """Return actors that choose targets at random among the first ones."""
    return [set(rng.choice(among, count, replace=False).tolist()) for _ in range(actors)]


@pytest.mark.parametrize("seed", seeds(8))
def test_a_ring_is_separated_from_accounts_that_act_on_everybody(seed: int) -> None:
    rng = np.random.default_rng(seed)
    # The targets of the ring are a third of those of the others; all actors act on six bots.
    bots = set(range(WORLD - 6, WORLD))
    ring = [acted | bots for acted in drawn(rng, 150, 40, 20)]
    background = [acted | bots for acted in drawn(rng, 450, 40, 40)]
    parts = parts_of([[*range(50)]], [*ring, *background])
    assert (parts[:20] == 0).all()
    assert (parts[20:] == 0).sum() <= 1


@pytest.mark.parametrize("seed", seeds(4))
def test_two_rings_in_one_set_are_split_if_one_does_not_explain_the_other(seed: int) -> None:
    rng = np.random.default_rng(seed)
    small, background = drawn(rng, 60, 30, 20), drawn(rng, 560, 30, 30)
    large = [{target + 200 for target in acted} for acted in drawn(rng, 70, 30, 20)]
    parts = parts_of([[*range(40)]], [*small, *large, *background])
    assert (parts >= 0).all()
    assert len({*parts[:20].tolist()}) == len({*parts[20:].tolist()}) == 1


@pytest.mark.parametrize("seed", seeds(4))
def test_members_with_low_ratios_stay_in_one_set(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ring, background = drawn(rng, 400, 30, 100), drawn(rng, WORLD, 60, 60)
    parts = parts_of([[*range(100)]], [*ring, *background])
    assert (parts == 0).mean() >= 0.95


def test_without_or_like_the_background_all_are_members() -> None:
    rng = np.random.default_rng(1)
    assert (parts_of([[*range(20)]], drawn(rng, 100, 30, 20)) == 0).all()
    assert (parts_of([[*range(20)]], drawn(rng, WORLD, 300, 60)) == 0).all()


def test_exempt_accounts_are_members_in_any_case() -> None:
    rng = np.random.default_rng(2)
    work = [*drawn(rng, 100, 30, 20), *drawn(rng, WORLD, 30, 20)]
    work[19] = set()
    parts = parts_of([[*range(20), 38, 39]], work, apart=(19, 39))
    assert (parts[:20] == 0).all()
    assert parts[20:].tolist() == [-1, 0]


def test_exempt_accounts_do_not_prevent_a_second_ring() -> None:
    rng = np.random.default_rng(4)
    one = drawn(rng, 60, 30, 20)
    other = [{target + 200 for target in acted} for acted in drawn(rng, 70, 30, 20)]
    parts = parts_of([[*range(40)]], [*one, *other], apart=(36, 37, 38, 39))
    assert len({*parts[:20].tolist()}) == len({*parts[20:].tolist()}) == 1


def test_members_that_divide_their_targets_stay() -> None:
    rng = np.random.default_rng(5)
    divided = [set(range(20 * place, 20 * place + 20)) for place in range(20)]
    parts = parts_of([[*range(20)]], [*divided, *drawn(rng, 400, 40, 30)], apart=(*range(20),))
    assert (parts == 0).all()
    assert (parts_of([[*range(20)]], [*divided, *drawn(rng, 400, 40, 30)]) == 0).all()


def test_outcome_outliers_are_no_members_unless_exempt() -> None:
    rng = np.random.default_rng(7)
    work = [*drawn(rng, 100, 30, 20), *drawn(rng, WORLD, 30, 20)]
    parts = parts_of([[*range(20)]], work, answered=(18, 19))
    assert parts.tolist() == [0] * 18 + [-1] * 2
    assert (parts_of([[*range(20)]], work, apart=(18, 19), answered=(18, 19)) == 0).all()
    assert (parts_of([[*range(20)]], work, answered=(*range(20),)) == 0).all()


def test_each_set_is_decided_independently() -> None:
    rng = np.random.default_rng(3)
    work = [*drawn(rng, 100, 30, 20), *drawn(rng, WORLD, 30, 30)]
    one, other = [*range(10), 20, 21], [*range(10, 20), 22]
    alone = [parts_of([members], work).tolist() for members in (one, other)]
    together = parts_of([one, other], work)
    assert together.tolist() == [part for parts in alone for part in parts]
    assert parts_of([], work).tolist() == []


def set_log_likelihood_ratios(
    work: Work, member: int, others: list[int], share: float
) -> list[float]:
    """Return the log-likelihood ratio of each shared action of a member, by brute force."""
    counts = [sum(target in acted for acted in work) for target in range(WORLD)]
    kept = [{target for target in acted if counts[target] > 1} for acted in work]
    seen = sum(count > 1 for count in counts)
    rest = [actor for actor in range(len(work)) if actor not in others and actor != member]
    rest_total = sum(len(kept[actor]) for actor in rest) + seen
    total = sum(len(kept[actor]) for actor in others)
    gains = []
    for target in kept[member]:
        ours = sum(target in kept[actor] for actor in others) / total
        theirs = (sum(target in kept[actor] for actor in rest) + seen / WORLD) / rest_total
        gains.append(float(np.log2((share * ours + (1 - share) * theirs) / theirs)))
    return gains


@pytest.mark.parametrize("seed", seeds(10))
def test_membership_equals_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    work = [*drawn(rng, 80, 20, 8), *drawn(rng, WORLD, 60, 16)]
    members = [*range(12)]
    parts = parts_of([members], work)
    inside = [member for member in members if parts[member] == 0]
    shares = np.linspace(0.001, 0.999, 20)
    sums = [
        sum(
            sum(set_log_likelihood_ratios(work, one, [x for x in inside if x != one], share))
            for one in inside
        )
        for share in shares
    ]
    best = shares[int(np.argmax(sums))]
    bits = {
        member: np.array(
            set_log_likelihood_ratios(work, member, [x for x in inside if x != member], best)
        )
        for member in members
    }
    least = 0.7 * np.quantile([bits[member].mean() for member in inside], 0.75)
    reached = {
        member: gains.mean() + 1.5 * gains.std() / np.sqrt(gains.size)
        for member, gains in bits.items()
    }
    assert {member for member in members if reached[member] >= least} == set(inside)
