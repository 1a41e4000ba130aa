"""Communities of high modularity."""

import igraph
import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest
from scipy.sparse import csr_array

from graph.rings.communities import communities, modularity
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]


def links(pairs: npt.NDArray[np.int64], n: int) -> csr_array:
    """Return distinct undirected links as a symmetric matrix."""
    ends = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    both = np.concatenate([ends, ends[:, ::-1]]).T
    return csr_array((np.ones(both.shape[1]), (both[0], both[1])), shape=(n, n))


def planted(seed: int, groups: int, size: int, inside: float, outside: float) -> csr_array:
    """Return links that are likelier inside groups of a size than between them."""
    drawn = np.random.default_rng(seed)
    group = np.arange(groups * size) // size
    likely = np.where(group[:, None] == group, inside, outside)
    return links(np.argwhere(drawn.random(likely.shape) < likely), groups * size)


def parts(labels: Ints) -> set[frozenset[int]]:
    """Return the communities as sets."""
    return {
        frozenset(np.flatnonzero(labels == number).tolist()) for number in range(labels.max() + 1)
    }


@pytest.mark.parametrize("seed", seeds(5))
def test_planted_groups_are_found(seed: int) -> None:
    found = communities(planted(seed, 8, 20, 0.5, 0.02), seed)
    assert parts(found) == {frozenset(range(first, first + 20)) for first in range(0, 160, 20)}


@pytest.mark.parametrize("seed", seeds(5))
def test_modularity_is_close_to_that_of_leiden(seed: int) -> None:
    matrix = planted(seed, 12, 30, 0.15, 0.02)
    graph = igraph.Graph(matrix.shape[0], np.argwhere(np.triu(matrix.toarray())).tolist())
    best = graph.community_leiden("modularity", n_iterations=5)
    assert modularity(matrix, np.array(best.membership, np.int32)) == pytest.approx(best.modularity)
    assert modularity(matrix, communities(matrix, seed)) >= 0.97 * best.modularity


def test_modularity_equals_that_of_networkx_with_weights() -> None:
    drawn = np.random.default_rng(0)
    weights = np.triu(drawn.integers(0, 4, (12, 12)), 1)
    matrix = csr_array((weights + weights.T).astype(np.float64))
    labels = drawn.integers(0, 3, 12).astype(np.int32)
    graph = nx.from_numpy_array(weights + weights.T)
    assert modularity(matrix, labels) == pytest.approx(
        nx.community.modularity(graph, parts(labels))
    )


def test_the_same_seed_gives_the_same_communities() -> None:
    matrix = planted(0, 10, 20, 0.3, 0.1)
    np.testing.assert_array_equal(communities(matrix, 3), communities(matrix, 3))


@pytest.mark.parametrize("n", [0, 4])
def test_without_links_each_node_is_a_community(n: int) -> None:
    none = csr_array((n, n), dtype=np.float64)
    assert communities(none).tolist() == list(range(n))
    assert modularity(none, np.arange(n, dtype=np.int32)) == 0
