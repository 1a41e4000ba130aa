"""Actors that share more targets than chance gives them."""

import numpy as np
import numpy.typing as npt
import pytest

from graph.rings.lockstep import Limits, Lockstep, lockstep
from tests.graph.limits import packaged
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]
Edges = tuple[Ints, Ints]

CROWD, PLACES = 3_000, 200_000


def distinct(actors: npt.NDArray[np.int64], targets: npt.NDArray[np.int64]) -> Edges:
    """Return each (actor, target) once."""
    pairs = np.unique(np.column_stack([actors, targets]), axis=0).astype(np.int32)
    return pairs[:, 0], pairs[:, 1]


def crowd(seed: int) -> Edges:
    """Return actors who choose targets by chance, some of them popular, some actors busy."""
    drawn = np.random.default_rng(seed)
    degrees = np.minimum(300, 20 + drawn.pareto(1.5, CROWD) * 20).astype(np.int64)
    popular = (PLACES * drawn.random(degrees.sum()) ** 2).astype(np.int64)
    return distinct(np.repeat(np.arange(CROWD), degrees), popular)


def ring(seed: int, members: int, each: int, victims: int) -> Edges:
    """Return a ring behind the crowd: each member acts on some of the same victims."""
    drawn = np.random.default_rng([seed, members, each, victims])
    shared = drawn.choice(PLACES, victims, replace=False)
    chosen = [drawn.choice(shared, each, replace=False) for _ in range(members)]
    return distinct(np.repeat(np.arange(CROWD, CROWD + members), each), np.concatenate(chosen))


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
def test_chance_makes_no_set(seed: int) -> None:
    result = found(crowd(seed))
    assert result.actor_count > CROWD / 4
    assert result.sets.max() == -1


@pytest.mark.parametrize("seed", seeds(3))
@pytest.mark.parametrize(
    ("members", "each", "victims"),
    [(30, 30, 360), (50, 40, 600), (100, 50, 2000), (200, 30, 360), (12, 60, 200)],
)
def test_a_ring_is_found_where_it_can_be_told_from_chance(
    seed: int, members: int, each: int, victims: int
) -> None:
    sets = found(joined(crowd(seed), ring(seed, members, each, victims))).sets
    inside = sets[CROWD:] == 0
    assert inside.mean() >= 0.95
    assert (sets[:CROWD] >= 0).sum() <= 0.02 * members


@pytest.mark.parametrize("seed", seeds(3))
def test_acting_on_others_too_hides_no_ring(seed: int) -> None:
    members = np.repeat(np.arange(CROWD, CROWD + 60), 40)
    elsewhere = np.random.default_rng(seed).integers(0, PLACES, members.size)
    hidden = distinct(members, elsewhere)
    sets = found(joined(crowd(seed), ring(seed, 60, 40, 400), hidden)).sets
    assert (sets[CROWD:] == 0).mean() >= 0.95
    assert (sets[:CROWD] >= 0).sum() == 0


def test_two_rings_with_a_few_victims_in_common_are_two_sets() -> None:
    first, second = ring(1, 40, 40, 300), ring(2, 25, 40, 200)
    common = np.tile(np.unique(first[1])[:2], 25)
    second = joined(second, (np.repeat(np.unique(second[0]), 2), common))
    second = (second[0] + np.int32(40), second[1])
    sets = found(joined(crowd(0), first, second)).sets
    assert set(sets[CROWD : CROWD + 40]) == {0}
    assert set(sets[CROWD + 40 : CROWD + 65]) == {1}


def test_a_target_of_everybody_links_nobody() -> None:
    everybody = np.arange(CROWD, dtype=np.int32)
    hubs = [(everybody, np.full(CROWD, PLACES + hub, np.int32)) for hub in range(10)]
    assert found(joined(crowd(0), *hubs)).sets.max() == -1


def test_the_order_of_edges_and_the_numbers_of_targets_make_no_difference() -> None:
    edges = joined(crowd(3), ring(3, 40, 30, 300))
    drawn = np.random.default_rng(0)
    order = drawn.permutation(edges[0].size)
    renamed = drawn.permutation(PLACES).astype(np.int32)[edges[1]]
    expected, result = found(edges), found((edges[0][order], renamed[order]))
    np.testing.assert_array_equal(result.sets, expected.sets)
    np.testing.assert_array_equal(result.links, expected.links)


def test_links_are_to_others_of_the_set() -> None:
    alike = distinct(
        np.repeat(np.arange(CROWD, CROWD + 8), 30), np.tile(np.arange(PLACES, PLACES + 30), 8)
    )
    result = found(joined(crowd(0), alike))
    assert result.links[CROWD:].tolist() == [7] * 8
    assert not result.links[:CROWD].any()


def test_nobody_acts_in_lockstep_with_nobody() -> None:
    none = np.empty(0, np.int32)
    assert lockstep(none, none, 3, packaged(Limits, "ring_candidates.lockstep")).sets.tolist() == [
        -1,
        -1,
        -1,
    ]
    assert found(joined(ring(0, 3, 30, 30))).sets.max() == -1


@pytest.mark.parametrize("seed", seeds(3))
def test_rings_do_not_pass_for_chance_where_hardly_anybody_else_acts(seed: int) -> None:
    few = crowd(seed)[0] < 60
    quiet = tuple(side[few] for side in crowd(seed))
    rings = [ring(10 * seed + number, 100, 50, 2000) for number in range(2)]
    first, second = rings[0], (rings[1][0] + np.int32(100), rings[1][1])
    sets = found(joined((quiet[0], quiet[1]), first, second)).sets
    assert (sets[CROWD:] >= 0).mean() >= 0.95
    assert (sets[:CROWD] >= 0).sum() == 0


@pytest.mark.parametrize("seed", seeds(3))
def test_who_adds_the_same_bots_as_a_ring_is_not_of_it(seed: int) -> None:
    everybody = np.arange(CROWD - 30, CROWD + 40, dtype=np.int32)
    bots = [(everybody, np.full(everybody.size, PLACES + bot, np.int32)) for bot in range(6)]
    sets = found(joined(crowd(seed), ring(seed, 40, 40, 500), *bots)).sets
    assert (sets[CROWD:] == 0).mean() >= 0.95
    assert (sets[:CROWD] >= 0).sum() == 0


def test_who_acts_on_everybody_is_of_no_ring() -> None:
    victims = ring(1, 40, 40, 300)
    busy = np.union1d(np.unique(victims[1])[:200], np.arange(3_000)).astype(np.int32)
    busybody = (np.full(busy.size, CROWD - 1, np.int32), busy)
    sets = found(joined(crowd(0), victims, busybody)).sets
    assert set(sets[CROWD:]) == {0}
    assert sets[CROWD - 1] == -1
