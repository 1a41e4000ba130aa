"""Reduce a graph to its core: core numbers, components of the core, bipartite core."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.accounts.sliding_window import rows_of
from graph.adjacency import bipartite_adjacency, edge_sources, edge_subset
from graph.kernel import compiled

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def core_numbers(graph: csr_array) -> Ints:
    """Return for each node the greatest k such that it lies in the k-core.

    The k-core is the greatest subgraph in which each node has at least k neighbours (Batagelj and
    Zaversnik 2003, by buckets of degrees).

    Args:
        graph: undirected: each edge in both rows, once; no self-loops.

    Returns:
        int32[nodes].

    Complexity: O(nodes + edges); 16 bytes a node.
    """
    numbers: Ints = np.diff(graph.indptr).astype(np.int32)
    if graph.nnz:
        _peel(graph.indptr, graph.indices, numbers, *rows_of(numbers))
    return numbers


@compiled(nogil=True)
def _peel(indptr: Ints, indices: Ints, degrees: Ints, starts: Longs, order: Longs) -> None:
    """Turn degrees into core numbers; `order` holds the nodes by degree."""
    places = np.empty(degrees.size, np.int64)
    for number in range(degrees.size):
        places[order[number]] = number
    for number in range(degrees.size):
        node = order[number]
        for edge in range(indptr[node], indptr[node + 1]):
            other = indices[edge]
            degree = degrees[other]
            if degree > degrees[node]:
                # Move the node to the front of its bucket, then start the bucket after it.
                front = max(starts[degree], number + 1)
                head = order[front]
                place = places[other]
                order[front], order[place] = other, head
                places[other], places[head] = front, place
                starts[degree] = front + 1
                degrees[other] = degree - 1


def core_components(graph: csr_array, min_links: int) -> tuple[csr_array, Ints]:
    """Return the core of a graph, and the component of each of its nodes.

    Args:
        graph: undirected: each edge in both rows, once; no self-loops.
        min_links: the least number of neighbours of a node in the core.

    Returns:
        The graph of the core's edges; int32[nodes], the component of each node from 0, larger ones
        first, then by lowest node; -1 outside of the core.

    Complexity: O(nodes + edges), and O(edges log edges) to sort what is left.
    """
    inside = core_numbers(graph) >= min_links
    graph = edge_subset(graph, inside[edge_sources(graph)] & inside[graph.indices])
    return graph, _components(graph, inside)


def _components(graph: csr_array, inside: Flags) -> Ints:
    labels = connected_components(graph, directed=False)[1][inside]
    _, first, codes, counts = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    ranks = np.empty(counts.size, np.int32)
    ranks[np.lexsort((first, -counts))] = np.arange(counts.size)
    sets = np.full(inside.size, -1, np.int32)
    sets[inside] = ranks[codes]
    return sets


def bicore(actors: Ints, targets: Ints, min_targets: int, min_actors: int) -> Flags:
    """Return which edges are in the bipartite core, where each node has enough edges.

    Args:
        actors: int32[m], dense numbers from 0.
        targets: int32[m], dense numbers from 0; each (actor, target) once.
        min_targets: the least number of targets of an actor, >= 1.
        min_actors: the least number of actors of a target, >= 1.

    Returns:
        bool[m]; the core does not depend on the order of removal.

    Raises:
        ValueError: on a minimum below 1.

    Complexity: O(m + actors + targets); 32 bytes an edge.
    """
    if min_targets < 1 or min_actors < 1:
        raise ValueError(f"at least {min_targets} and {min_actors}; give 1 or more")
    if not actors.size:
        return np.zeros(0, np.bool_)
    sides = bipartite_adjacency(actors, targets, int(actors.max()) + 1, int(targets.max()) + 1)
    min_degrees = np.full(sides.shape[0], min_actors)
    min_degrees[: int(actors.max()) + 1] = min_targets
    nodes = _core(sides.indptr, sides.indices, min_degrees)
    kept: Flags = nodes[actors] & nodes[targets + (int(actors.max()) + 1)]
    return kept


@compiled(nogil=True)
def _core(indptr: Ints, indices: Ints, min_degrees: Longs) -> Flags:
    """Return the greatest set of nodes that all have enough neighbours in it."""
    degrees = np.diff(indptr)
    kept = degrees >= min_degrees
    queue = np.empty(min_degrees.size, np.int32)
    begin, end = 0, 0
    for node in range(min_degrees.size):
        if not kept[node]:
            queue[end] = node
            end += 1
    while begin < end:
        node = queue[begin]
        begin += 1
        for other in indices[indptr[node] : indptr[node + 1]]:
            degrees[other] -= 1
            if kept[other] and degrees[other] < min_degrees[other]:
                kept[other] = False
                queue[end] = other
                end += 1
    return kept
