"""Sets that share targets as a whole, without a conspicuous pair."""

import numpy as np
import numpy.typing as npt
import pytest

from graph.rings.coclusters import Limits, coclusters
from graph.rings.lockstep import Limits as PairLimits
from graph.rings.lockstep import lockstep
from tests.graph.limits import packaged
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]
Edges = tuple[Ints, Ints]

BACKGROUND, PLACES = 600, 20_000


def distinct(actors: npt.NDArray[np.int64], targets: npt.NDArray[np.int64]) -> Edges:
    """Return each (actor, target) once."""
    pairs = np.unique(np.column_stack([actors, targets]), axis=0).astype(np.int32)
    return pairs[:, 0].copy(), pairs[:, 1].copy()


def background(seed: int) -> Edges:
    """Return random edges; each actor chooses among its neighbours and all targets."""
    drawn = np.random.default_rng(seed)
    actors = np.repeat(np.arange(BACKGROUND), drawn.integers(20, 60, BACKGROUND))
    near = actors * (PLACES // BACKGROUND) + drawn.integers(0, 200, actors.size)
    far = drawn.integers(0, PLACES, actors.size)
    return distinct(actors, np.where(drawn.random(actors.size) < 0.5, near, far) % PLACES)


def with_ring(seed: int, members: int, each: int, victims: int, elsewhere: int = 0) -> Edges:
    """Return the background and a ring; members also act on other targets."""
    drawn = np.random.default_rng([seed, members, each, victims])
    shared = drawn.choice(PLACES, victims, replace=False)
    ring = np.arange(BACKGROUND, BACKGROUND + members)
    chosen = [drawn.choice(shared, each, replace=False) for _ in ring]
    others = drawn.integers(0, PLACES, members * elsewhere)
    actors, targets = background(seed)
    return distinct(
        np.concatenate([actors, np.repeat(ring, each), np.repeat(ring, elsewhere)]),
        np.concatenate([targets, *chosen, others]),
    )


def found(edges: Edges, limits: Limits | None = None) -> Ints:
    """Return the sets of all actors."""
    return coclusters(
        *edges,
        int(edges[0].max(initial=0)) + 1,
        limits or packaged(Limits, "ring_candidates.cocluster"),
    )


@pytest.mark.parametrize("seed", seeds(3))
@pytest.mark.parametrize(
    ("members", "each", "victims", "elsewhere"),
    [(60, 30, 360, 0), (100, 50, 2_000, 0), (100, 30, 2_000, 0), (60, 40, 600, 30)],
)
def test_a_ring_is_found_however_sparsely_its_members_share(
    seed: int, members: int, each: int, victims: int, elsewhere: int
) -> None:
    sets = found(with_ring(seed, members, each, victims, elsewhere))
    ring = sets[BACKGROUND:]
    (number, count) = max(
        ((number, int(np.count_nonzero(ring == number))) for number in set(ring) - {-1}),
        key=lambda item: item[1],
        default=(-1, 0),
    )
    assert count >= 0.9 * members
    assert np.count_nonzero(sets[:BACKGROUND] == number) <= 0.05 * members


def test_a_ring_without_a_conspicuous_pair_is_found() -> None:
    edges = with_ring(0, 100, 30, 2_000)
    pairwise = lockstep(
        *edges, BACKGROUND + 100, packaged(PairLimits, "ring_candidates.lockstep")
    ).sets
    assert (pairwise[BACKGROUND:] >= 0).mean() < 0.5
    assert (found(edges)[BACKGROUND:] >= 0).mean() >= 0.9


@pytest.mark.parametrize("seed", seeds(5))
def test_random_edges_give_no_set(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    actors = np.repeat(np.arange(BACKGROUND), drawn.integers(20, 60, BACKGROUND))
    popular = (PLACES * drawn.random(actors.size) ** 2).astype(np.int64)
    assert found(distinct(actors, popular)).max() == -1


@pytest.mark.parametrize("seed", seeds(10))
@pytest.mark.parametrize(("actors", "world"), [(30, 300), (50, 1_000), (200, 1_000)])
def test_few_random_edges_give_no_set(actors: int, world: int, seed: int) -> None:
    rng = np.random.default_rng([seed, actors])
    chosen = [rng.choice(world, count, replace=False) for count in rng.integers(20, 60, actors)]
    rows = np.repeat(np.arange(actors), [one.size for one in chosen])
    assert found(distinct(rows, np.concatenate(chosen))).max() == -1


def test_a_target_of_all_actors_gives_no_set() -> None:
    drawn = np.random.default_rng(0)
    actors = np.repeat(np.arange(BACKGROUND), 30)
    own = drawn.integers(0, PLACES, actors.size)
    all_actors = np.repeat(np.arange(BACKGROUND), 10)
    bots = np.tile(np.arange(PLACES, PLACES + 10), BACKGROUND)
    edges = distinct(np.concatenate([actors, all_actors]), np.concatenate([own, bots]))
    assert found(edges).max() == -1


def test_accounts_that_share_only_a_few_bots_are_no_set() -> None:
    actors, targets = background(0)
    users = np.repeat(np.arange(0, BACKGROUND, 20), 6)
    bots = np.tile(np.arange(PLACES, PLACES + 6), 30)
    sets = found(distinct(np.concatenate([actors, users]), np.concatenate([targets, bots])))
    assert sets.max() == -1


def test_two_rings_are_two_sets_and_the_larger_comes_first() -> None:
    first, second = with_ring(1, 60, 40, 400), with_ring(2, 40, 40, 300)
    behind = second[0] >= BACKGROUND
    edges = distinct(
        np.concatenate([first[0], second[0][behind] + 60]),
        np.concatenate([first[1], second[1][behind]]),
    )
    sets = found(edges)
    larger, smaller = sets[BACKGROUND : BACKGROUND + 60], sets[BACKGROUND + 60 :]
    assert set(larger) != set(smaller)
    assert len(set(larger)) == len(set(smaller)) == 1
    assert 0 <= larger[0] < smaller[0]


@pytest.mark.parametrize("seed", seeds(3))
def test_rings_are_found_that_act_on_most_targets(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, victims, members, each = 2_100, 1_400, 100, 50
    rings = [rng.choice(world, victims, replace=False) for _ in range(2)]
    chosen = [rng.choice(ring, each, replace=False) for ring in rings for _ in range(members)]
    others = [rng.choice(world, count, replace=False) for count in (1_500, 800, 500, *[200] * 6)]
    actors = np.repeat(np.arange(len(chosen) + len(others)), [*map(len, chosen), *map(len, others)])
    sets = found(distinct(actors, np.concatenate([*chosen, *others])))
    first, second = sets[:members], sets[members : 2 * members]
    one, other = (np.bincount(ring[ring >= 0]).argmax() for ring in (first, second))
    assert one != other
    assert min(np.mean(first == one), np.mean(second == other)) >= 0.9


def test_the_same_edges_give_the_same_sets() -> None:
    edges = with_ring(3, 60, 30, 400)
    np.testing.assert_array_equal(found(edges), found(edges))


def test_without_edges_there_is_no_cocluster() -> None:
    none = np.empty(0, np.int32)
    assert coclusters(none, none, 3, packaged(Limits, "ring_candidates.cocluster")).tolist() == [
        -1,
        -1,
        -1,
    ]
    alone = np.arange(40, dtype=np.int32)
    assert found((np.zeros(40, np.int32), alone)).tolist() == [-1]
