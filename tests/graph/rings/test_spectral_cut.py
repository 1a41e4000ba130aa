"""The spectral cut of a bipartite graph, and none in a random graph."""

import numpy as np
import numpy.typing as npt
import pytest

from graph.rings.pairs import configuration_model
from graph.rings.spectral_cut import spectral_cut
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Edges = tuple[Ints, Ints]

ACTORS, EACH = 60, 30


def numbered(actors: Ints, targets: Ints) -> Edges:
    """Return the edges between dense numbers."""
    ends = (np.unique(side, return_inverse=True)[1].astype(np.int32) for side in (actors, targets))
    first, second = ends
    return first, second


def two_groups(seed: int, victims: int, world: int) -> Edges:
    """Return the edges of two groups of actors, each with its own targets."""
    rng = np.random.default_rng([seed, victims, world])
    chosen = []
    for _ in range(2):
        those = rng.choice(world, victims, replace=False)
        chosen += [rng.choice(those, EACH, replace=False) for _ in range(ACTORS)]
    actors = np.repeat(np.arange(2 * ACTORS, dtype=np.int32), EACH)
    return numbered(actors, np.concatenate(chosen).astype(np.int32))


def dense(edges: Edges) -> tuple[float, Floats]:
    """Return the first singular value and vector of the dense matrix."""
    matrix = np.zeros((edges[0].max() + 1, edges[1].max() + 1))
    matrix[edges] = 1
    rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)
    beyond = matrix - np.outer(rows, columns) / matrix.sum()
    scale = 1 / np.sqrt(rows + rows.mean())
    left, strengths, _ = np.linalg.svd(scale[:, None] * beyond / np.sqrt(columns + columns.mean()))
    return float(strengths[0]), scale * left[:, 0]


def agreement(sides: Ints) -> float:
    """Return the share of actors on the side of their group."""
    right = np.mean(sides[: 2 * ACTORS] == np.repeat([0, 1], ACTORS))
    return float(max(right, 1 - right))


@pytest.mark.parametrize("seed", seeds(5))
@pytest.mark.parametrize(("victims", "world"), [(200, 4_000), (400, 800), (700, 1_200)])
def test_groups_that_share_most_of_their_targets_are_separated(
    seed: int, victims: int, world: int
) -> None:
    sides = spectral_cut(*two_groups(seed, victims, world), 1.04, seed)
    assert sides is not None
    assert agreement(sides) >= 0.95


@pytest.mark.parametrize("seed", seeds(20))
def test_a_random_graph_is_not_cut(seed: int) -> None:
    assert spectral_cut(*two_groups(seed, 800, 800), 1.04, seed) is None
    rng = np.random.default_rng(seed)
    actors = np.repeat(np.arange(300, dtype=np.int32), rng.integers(20, 60, 300))
    popular = (3_000 * rng.random(actors.size) ** 2).astype(np.int32)
    pairs = np.unique(np.column_stack([actors, popular]), axis=0)
    assert spectral_cut(*numbered(pairs[:, 0], pairs[:, 1]), 1.04, seed) is None
    few = np.argwhere(rng.random((176, 100)) < 0.05).astype(np.int32)
    assert spectral_cut(*numbered(few[:, 0], few[:, 1]), 1.04, seed) is None


@pytest.mark.parametrize("seed", seeds(4))
@pytest.mark.parametrize("world", [300, 500, 700])
def test_the_cut_equals_that_of_the_dense_matrix(seed: int, world: int) -> None:
    edges = two_groups(seed, 300, world)
    strength, places = dense(edges)
    ratio = strength / max(dense(configuration_model(*edges, seed + deal))[0] for deal in range(5))
    assert spectral_cut(*edges, ratio * 1.001, seed) is None
    sides = spectral_cut(*edges, ratio * 0.999, seed)
    assert sides is not None
    splits = [places > place for place in np.sort(places)[:-1]]
    spread = [
        sum(np.sum((places[part] - places[part].mean()) ** 2) for part in (split, ~split))
        for split in splits
    ]
    best = splits[int(np.argmin(spread))]
    first = sides[: 2 * ACTORS] == 1
    assert (first == best).all() or (first == ~best).all()
    share = first[edges[0]].mean()
    for target, side in enumerate(sides[2 * ACTORS :]):
        acts = edges[0][edges[1] == target]
        assert (side == 1) == (np.count_nonzero(first[acts]) > share * acts.size)


def test_the_same_edges_give_the_same_cut() -> None:
    edges = two_groups(3, 200, 600)
    one, other = spectral_cut(*edges, 1.04), spectral_cut(*edges, 1.04)
    assert one is not None
    assert other is not None
    np.testing.assert_array_equal(one, other)


def test_a_graph_without_structure_has_no_cut() -> None:
    none = np.empty(0, np.int32)
    assert spectral_cut(none, none, 1.1) is None
    both = np.repeat(np.arange(2, dtype=np.int32), 5)
    assert spectral_cut(both, np.tile(np.arange(5, dtype=np.int32), 2), 1.1) is None
    whole = np.repeat(np.arange(5, dtype=np.int32), 5)
    assert spectral_cut(whole, np.tile(np.arange(5, dtype=np.int32), 5), 1.1) is None
