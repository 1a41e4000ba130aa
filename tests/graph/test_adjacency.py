"""Sparse arrays of edges against brute force from their definitions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.adjacency import adjacency, bipartite_adjacency, edge_sources, edge_subset

N = 6
EDGE_LISTS = st.lists(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)), max_size=40)
exactly = settings(deadline=None, derandomize=True)


def ends(edges: Sequence[tuple[int, int]]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    both = np.array(edges, dtype=np.int32).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def same(one: csr_array, other: csr_array) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("indptr", "indices", "data")
    )


def row(graph: csr_array, node: int) -> list[int]:
    found: list[int] = graph.indices[graph.indptr[node] : graph.indptr[node + 1]].tolist()
    return found


@exactly
@given(EDGE_LISTS)
def test_a_row_holds_the_targets_of_its_node_ascending(edges: list[tuple[int, int]]) -> None:
    found = adjacency(*ends(edges), N)
    assert found.indices.dtype == np.int32
    assert (found.shape, found.nnz) == ((N, N), len(edges))
    for node in range(N):
        expected = sorted(target for source, target in edges if source == node)
        assert row(found, node) == expected


@exactly
@given(st.lists(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1), st.floats(0, 9))))
def test_weights_stay_with_their_edges(edges: list[tuple[int, int, float]]) -> None:
    sources, targets = ends([edge[:2] for edge in edges])
    found = adjacency(sources, targets, N, np.array([edge[2] for edge in edges], dtype=np.float64))
    rows = edge_sources(found)
    kept = zip(rows.tolist(), found.indices.tolist(), found.data.tolist(), strict=True)
    assert list(kept) == sorted(edges)


@exactly
@given(EDGE_LISTS, st.randoms(use_true_random=False))
def test_the_order_of_edges_does_not_change_the_matrix(
    edges: list[tuple[int, int]], random: Any
) -> None:
    shuffled = random.sample(edges, len(edges))
    assert same(adjacency(*ends(edges), N), adjacency(*ends(shuffled), N))


@exactly
@given(EDGE_LISTS, st.permutations(range(N)))
def test_the_matrix_follows_a_relabelling(edges: list[tuple[int, int]], names: list[int]) -> None:
    before = adjacency(*ends(edges), N)
    after = adjacency(*ends([(names[source], names[target]) for source, target in edges]), N)
    for node in range(N):
        renamed = sorted(names[target] for target in row(before, node))
        assert row(after, names[node]) == renamed


def test_the_product_of_two_large_indices_does_not_overflow() -> None:
    edge = np.array([70_000], np.int32), np.array([69_999], np.int32)
    assert adjacency(*edge, 70_001).indices.tolist() == [69_999]


def test_no_nodes_give_an_empty_matrix() -> None:
    found = adjacency(*ends([]), 0)
    assert (found.indptr.tolist(), found.indices.tolist()) == ([0], [])


@pytest.mark.parametrize(
    ("edges", "n", "message"),
    [
        ([(0, 3)], 3, "targets holds 3"),
        ([(-1, 0)], 3, "sources holds -1"),
        ([(0, 0)], 0, "sources holds 0"),
        ([], -1, "n is -1"),
    ],
)
def test_an_index_out_of_range_is_refused(
    edges: list[tuple[int, int]], n: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        adjacency(*ends(edges), n)


def test_arrays_of_unequal_length_are_refused() -> None:
    sources, targets = ends([(0, 1), (1, 0)])
    with pytest.raises(ValueError, match="differ in length"):
        adjacency(sources, targets[:1], 2)
    with pytest.raises(ValueError, match="differ in length"):
        adjacency(sources, targets, 2, np.ones(3))


@exactly
@given(EDGE_LISTS, st.integers(0, N - 1))
def test_a_subset_keeps_the_edges_chosen(edges: list[tuple[int, int]], last: int) -> None:
    graph = adjacency(*ends(edges), N)
    found = edge_subset(graph, graph.indices <= last)
    kept = zip(edge_sources(found).tolist(), found.indices.tolist(), strict=True)
    assert list(kept) == sorted(edge for edge in edges if edge[1] <= last)


@exactly
@given(EDGE_LISTS)
def test_a_bipartite_graph_has_both_directions_in_the_order_of_edges(
    edges: list[tuple[int, int]],
) -> None:
    found = bipartite_adjacency(*ends(edges), N, N)
    assert (found.shape, found.nnz) == ((2 * N, 2 * N), 2 * len(edges))
    for node in range(N):
        assert row(found, node) == [N + target for actor, target in edges if actor == node]
        assert row(found, N + node) == [actor for actor, target in edges if target == node]
