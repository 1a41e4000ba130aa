"""Leave-one-out log-likelihood ratios of members."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_array

from graph.rings.leave_one_out import log_likelihood_ratios, shared
from tests.seeds import seeds

Work = list[set[int]]

WORLD = 300


def acts_of(work: Work) -> csr_array:
    """Return the targets of each actor."""
    rows = np.repeat(np.arange(len(work)), [len(acted) for acted in work])
    columns = np.concatenate([sorted(acted) for acted in work if acted])
    return csr_array((np.ones(rows.size, np.int32), (rows, columns)), shape=(len(work), WORLD))


def bits_of(sets: list[list[int]], work: Work) -> npt.NDArray[np.float64]:
    """Return the ratios of all members of the sets."""
    numbers = np.repeat(np.arange(len(sets), dtype=np.int32), [len(one) for one in sets])
    members = np.concatenate(sets).astype(np.int32) if sets else np.empty(0, np.int32)
    return log_likelihood_ratios(numbers, members, *shared(acts_of(work)))


def drawn(rng: np.random.Generator, among: int, count: int, actors: int) -> Work:
    """Return actors that choose targets at random among the first ones."""
    return [set(rng.choice(among, count, replace=False).tolist()) for _ in range(actors)]


def counted(members: list[int], work: Work) -> list[float]:
    """Return the ratios by brute force, at the most likely mixing share."""
    counts = [sum(target in acted for acted in work) for target in range(WORLD)]
    kept = [{target for target in acted if counts[target] > 1} for acted in work]
    seen = sum(count > 1 for count in counts)
    ratios = []
    for member in members:
        others = [other for other in members if other != member]
        rest = [actor for actor in range(len(work)) if actor not in members]
        total = sum(len(kept[actor]) for actor in others)
        rest_total = sum(len(kept[actor]) for actor in rest) + seen
        ratios.append(
            [
                sum(target in kept[actor] for actor in others)
                / total
                / ((sum(target in kept[actor] for actor in rest) + seen / WORLD) / rest_total)
                for target in sorted(kept[member])
            ]
        )

    def gains(share: float) -> list[float]:
        return [float(np.mean(np.log2(1 - share + share * np.array(row)))) for row in ratios]

    def unlikely(share: float) -> float:
        sums = zip(gains(share), ratios, strict=True)
        return -sum(mean * len(row) for mean, row in sums)

    return gains(minimize_scalar(unlikely, bounds=(0.0, 0.999), method="bounded").x)


@pytest.mark.parametrize("seed", seeds(5))
@pytest.mark.parametrize("among", [60, 120, 250])
def test_ratios_equal_brute_force(seed: int, among: int) -> None:
    rng = np.random.default_rng([seed, among])
    work = [*drawn(rng, among, 25, 10), *drawn(rng, WORLD, 40, 15)]
    members = [0, 3, 4, 5, 7, 8, 9]
    np.testing.assert_allclose(bits_of([members], work), counted(members, work), atol=0.02)


@pytest.mark.parametrize("seed", seeds(5))
def test_ratios_are_high_in_a_ring_and_low_in_a_random_set(seed: int) -> None:
    rng = np.random.default_rng(seed)
    work = [*drawn(rng, 150, 30, 20), *drawn(rng, WORLD, 30, 200)]
    assert np.median(bits_of([[*range(20)]], work)) > 0.3
    assert np.median(bits_of([[*range(100, 120)]], work)) < 0.1


def test_the_ratios_of_a_set_do_not_depend_on_other_sets() -> None:
    rng = np.random.default_rng(1)
    work = [*drawn(rng, 100, 30, 20), *drawn(rng, WORLD, 30, 30)]
    one, other = [0, 2, 4, 21], [1, 3, 30, 31, 32]
    together = bits_of([one, other], work)
    np.testing.assert_array_equal(together, [*bits_of([one], work), *bits_of([other], work)])
    assert bits_of([], work).tolist() == []


def test_an_account_without_shared_targets_has_a_ratio_of_zero() -> None:
    assert bits_of([[0, 1, 2]], [{1, 2, 3}, {1, 2}, {9}, {3, 2}]).tolist()[2] == 0.0


def test_targets_with_one_actor_do_not_count() -> None:
    work, background = shared(acts_of([{1, 2, 3}, {2, 3, 4}, {3}]))
    assert work.toarray().tolist() == [[1, 1], [1, 1], [0, 1]]
    assert background.actor_counts.tolist() == [2, 3]
    assert (background.act_count, background.target_count, background.world_size) == (5, 2, WORLD)
