"""Sets of actors that share more targets than chance."""

import numpy as np
import numpy.typing as npt
import pytest

from graph.rings.lockstep import Limits, Lockstep, lockstep
from tests.graph.limits import packaged
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]
Edges = tuple[Ints, Ints]

BACKGROUND, PLACES = 3_000, 200_000


def distinct(actors: npt.NDArray[np.int64], targets: npt.NDArray[np.int64]) -> Edges:
    """Return each (actor, target) once."""
    pairs = np.unique(np.column_stack([actors, targets]), axis=0).astype(np.int32)
    return pairs[:, 0], pairs[:, 1]


def background(seed: int) -> Edges:
    """Return random edges with popular targets and busy actors."""
    drawn = np.random.default_rng(seed)
    degrees = np.minimum(300, 20 + drawn.pareto(1.5, BACKGROUND) * 20).astype(np.int64)
    popular = (PLACES * drawn.random(degrees.sum()) ** 2).astype(np.int64)
    return distinct(np.repeat(np.arange(BACKGROUND), degrees), popular)


def ring(seed: int, members: int, each: int, victims: int) -> Edges:
    """Return a ring: each member acts on some of the same targets."""
    drawn = np.random.default_rng([seed, members, each, victims])
    shared = drawn.choice(PLACES, victims, replace=False)
    chosen = [drawn.choice(shared, each, replace=False) for _ in range(members)]
    return distinct(
        np.repeat(np.arange(BACKGROUND, BACKGROUND + members), each), np.concatenate(chosen)
    )


def joined(*parts: Edges) -> Edges:
    """Return the edges of several parts."""
    actors, targets = zip(*parts, strict=True)
    return distinct(np.concatenate(actors), np.concatenate(targets))


def found(edges: Edges, limits: Limits | None = None) -> Lockstep:
    """Return the sets of all actors."""
    return lockstep(
        *edges,
        int(edges[0].max(initial=0)) + 1,
        limits or packaged(Limits, "ring_candidates.lockstep"),
    )


@pytest.mark.parametrize("seed", seeds(5))
def test_random_edges_give_no_set(seed: int) -> None:
    result = found(background(seed))
    assert result.actor_count > BACKGROUND / 4
    assert result.sets.max() == -1


@pytest.mark.parametrize("seed", seeds(3))
@pytest.mark.parametrize(
    ("members", "each", "victims"),
    [(30, 30, 360), (50, 40, 600), (100, 50, 2000), (200, 30, 360), (12, 60, 200)],
)
def test_a_ring_is_found_where_it_exceeds_chance(
    seed: int, members: int, each: int, victims: int
) -> None:
    sets = found(joined(background(seed), ring(seed, members, each, victims))).sets
    inside = sets[BACKGROUND:] == 0
    assert inside.mean() >= 0.95
    assert (sets[:BACKGROUND] >= 0).sum() <= 0.02 * members


@pytest.mark.parametrize("seed", seeds(3))
def test_camouflage_does_not_hide_a_ring(seed: int) -> None:
    members = np.repeat(np.arange(BACKGROUND, BACKGROUND + 60), 40)
    elsewhere = np.random.default_rng(seed).integers(0, PLACES, members.size)
    hidden = distinct(members, elsewhere)
    sets = found(joined(background(seed), ring(seed, 60, 40, 400), hidden)).sets
    assert (sets[BACKGROUND:] == 0).mean() >= 0.95
    assert (sets[:BACKGROUND] >= 0).sum() == 0


def test_two_rings_with_a_few_common_targets_are_two_sets() -> None:
    first, second = ring(1, 40, 40, 300), ring(2, 25, 40, 200)
    common = np.tile(np.unique(first[1])[:2], 25)
    second = joined(second, (np.repeat(np.unique(second[0]), 2), common))
    second = (second[0] + np.int32(40), second[1])
    sets = found(joined(background(0), first, second)).sets
    assert set(sets[BACKGROUND : BACKGROUND + 40]) == {0}
    assert set(sets[BACKGROUND + 40 : BACKGROUND + 65]) == {1}


def test_a_target_of_all_actors_gives_no_links() -> None:
    all_actors = np.arange(BACKGROUND, dtype=np.int32)
    hubs = [(all_actors, np.full(BACKGROUND, PLACES + hub, np.int32)) for hub in range(10)]
    assert found(joined(background(0), *hubs)).sets.max() == -1


def test_the_order_of_edges_and_the_numbers_of_targets_do_not_matter() -> None:
    edges = joined(background(3), ring(3, 40, 30, 300))
    drawn = np.random.default_rng(0)
    order = drawn.permutation(edges[0].size)
    renamed = drawn.permutation(PLACES).astype(np.int32)[edges[1]]
    expected, result = found(edges), found((edges[0][order], renamed[order]))
    np.testing.assert_array_equal(result.sets, expected.sets)
    np.testing.assert_array_equal(result.links, expected.links)


def test_links_are_to_others_of_the_set() -> None:
    alike = distinct(
        np.repeat(np.arange(BACKGROUND, BACKGROUND + 8), 30),
        np.tile(np.arange(PLACES, PLACES + 30), 8),
    )
    result = found(joined(background(0), alike))
    assert result.links[BACKGROUND:].tolist() == [7] * 8
    assert not result.links[:BACKGROUND].any()


def test_without_edges_there_is_no_lockstep() -> None:
    none = np.empty(0, np.int32)
    assert lockstep(none, none, 3, packaged(Limits, "ring_candidates.lockstep")).sets.tolist() == [
        -1,
        -1,
        -1,
    ]
    assert found(joined(ring(0, 3, 30, 30))).sets.max() == -1


@pytest.mark.parametrize("seed", seeds(3))
def test_rings_are_found_where_few_others_act(seed: int) -> None:
    few = background(seed)[0] < 60
    quiet = tuple(side[few] for side in background(seed))
    rings = [ring(10 * seed + number, 100, 50, 2000) for number in range(2)]
    first, second = rings[0], (rings[1][0] + np.int32(100), rings[1][1])
    sets = found(joined((quiet[0], quiet[1]), first, second)).sets
    assert (sets[BACKGROUND:] >= 0).mean() >= 0.95
    assert (sets[:BACKGROUND] >= 0).sum() == 0


@pytest.mark.parametrize("seed", seeds(3))
def test_an_account_that_adds_the_same_bots_as_a_ring_is_no_member(seed: int) -> None:
    all_actors = np.arange(BACKGROUND - 30, BACKGROUND + 40, dtype=np.int32)
    bots = [(all_actors, np.full(all_actors.size, PLACES + bot, np.int32)) for bot in range(6)]
    sets = found(joined(background(seed), ring(seed, 40, 40, 500), *bots)).sets
    assert (sets[BACKGROUND:] == 0).mean() >= 0.95
    assert (sets[:BACKGROUND] >= 0).sum() == 0


def test_an_account_that_acts_on_everybody_is_no_member() -> None:
    victims = ring(1, 40, 40, 300)
    busy = np.union1d(np.unique(victims[1])[:200], np.arange(3_000)).astype(np.int32)
    busybody = (np.full(busy.size, BACKGROUND - 1, np.int32), busy)
    sets = found(joined(background(0), victims, busybody)).sets
    assert set(sets[BACKGROUND:]) == {0}
    assert sets[BACKGROUND - 1] == -1
