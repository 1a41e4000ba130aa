"""Takes a graph down to where its nodes hold together: core numbers, and the core of two sides."""

import numba
import numpy as np
import numpy.typing as npt

from graph.build import Csr
from graph.windows import rows_of

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def core_numbers(graph: Csr) -> Ints:
    """Return for each node the greatest k such that it lies in the k-core.

    The k-core is what is left when nodes of fewer than k neighbours are taken away until there is
    none (Batagelj and Zaversnik 2003, by buckets of degrees).

    Args:
        graph: undirected: each edge stands in both rows, once; no loops.

    Returns:
        int32[nodes].

    Complexity: O(nodes + edges); 16 bytes a node.
    """
    numbers = np.diff(graph.indptr).astype(np.int32)
    if graph.edge_count:
        _peel(graph.indptr, graph.indices, numbers)
    return numbers


@numba.njit(cache=True, nogil=True)
def _peel(indptr: Longs, indices: Ints, degrees: Ints) -> None:
    """Turn the degrees into core numbers."""
    nodes = degrees.size
    starts = np.zeros(degrees.max() + 2, np.int64)
    for node in range(nodes):
        starts[degrees[node] + 1] += 1
    for degree in range(starts.size - 1):
        starts[degree + 1] += starts[degree]
    free = starts.copy()
    order = np.empty(nodes, np.int32)
    places = np.empty(nodes, np.int32)
    for node in range(nodes):
        places[node] = free[degrees[node]]
        order[places[node]] = node
        free[degrees[node]] += 1
    for number in range(nodes):
        node = order[number]
        for edge in range(indptr[node], indptr[node + 1]):
            other = indices[edge]
            degree = degrees[other]
            if degree > degrees[node]:
                # It moves to the front of its bucket, which then begins behind it.
                front = max(starts[degree], number + 1)
                head = order[front]
                place = places[other]
                order[front], order[place] = other, head
                places[other], places[head] = front, place
                starts[degree] = front + 1
                degrees[other] = degree - 1


def bicore(actors: Ints, targets: Ints, least_targets: int, least_actors: int) -> Flags:
    """Return which edges lie in the core in which each side has enough edges to the other.

    Args:
        actors: int32[m], dense numbers from 0.
        targets: int32[m], dense numbers from 0; an (actor, target) stands once.
        least_targets: what each actor must keep, >= 1.
        least_actors: what each target must keep, >= 1.

    Returns:
        bool[m]; the core is the same in whatever order nodes go.

    Raises:
        ValueError: on a least number below 1.

    Complexity: O(m + actors + targets); 32 bytes an edge.
    """
    if least_targets < 1 or least_actors < 1:
        raise ValueError(f"at least {least_targets} and {least_actors}; give 1 or more")
    kept = np.ones(actors.size, np.bool_)
    if actors.size:
        actor_starts, actor_order = rows_of(actors)
        target_starts, target_order = rows_of(targets)
        # One row of edges a node, targets being numbered behind the actors.
        starts = np.concatenate([actor_starts, actors.size + target_starts[1:]])
        order = np.concatenate([actor_order, target_order])
        least = np.full(starts.size - 1, least_actors)
        least[: actor_starts.size - 1] = least_targets
        ends = np.stack([actors.astype(np.int64), targets + np.int64(actor_starts.size - 1)])
        _shrink(starts, order, ends, least, kept)
    return kept


@numba.njit(cache=True, nogil=True)
def _shrink(starts: Longs, order: Longs, ends: Longs, least: Longs, kept: Flags) -> None:
    """Take away the edges of nodes that have too few, until none has."""
    degrees = np.diff(starts)
    queue = np.empty(degrees.size, np.int64)
    begin, end = 0, 0
    for node in range(degrees.size):
        if degrees[node] < least[node]:
            queue[end] = node
            end += 1
    while begin < end:
        node = queue[begin]
        begin += 1
        for edge in order[starts[node] : starts[node + 1]]:
            if not kept[edge]:
                continue
            kept[edge] = False
            other = ends[0, edge] + ends[1, edge] - node
            degrees[other] -= 1
            if degrees[other] == least[other] - 1:
                queue[end] = other
                end += 1
