"""Takes a graph down to where its nodes hold together: core numbers, and the core of two sides."""

from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from graph.build import Csr
from graph.windows import rows_of

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
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
        _peel(graph.indptr, graph.indices, numbers, *rows_of(numbers))
    return numbers


@numba.njit(cache=True, nogil=True)
def _peel(indptr: Longs, indices: Ints, degrees: Ints, starts: Longs, order: Longs) -> None:
    """Turn the degrees into core numbers, the nodes of each degree standing side by side."""
    places = np.empty(degrees.size, np.int64)
    for number in range(degrees.size):
        places[order[number]] = number
    for number in range(degrees.size):
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
    if not actors.size:
        return np.zeros(0, np.bool_)
    sides = two_sides(actors, targets, int(actors.max()) + 1, int(targets.max()) + 1)
    least = np.full(sides.starts.size - 1, float(least_actors))
    least[: int(actors.max()) + 1] = least_targets
    nodes = weighted_core(sides, np.ones(actors.size), np.zeros(least.size), least)
    kept: Flags = nodes[sides.ends[0]] & nodes[sides.ends[1]]
    return kept


class Sides(NamedTuple):
    """Edges between two sides as those of one graph, targets being numbered behind the actors.

    `ends` is int64[2, m]; the edges of node i are order[starts[i] : starts[i + 1]], int64.
    """

    ends: Longs
    starts: Longs
    order: Longs


def two_sides(actors: Ints, targets: Ints, actor_count: int, target_count: int) -> Sides:
    """Return edges by node.

    Args:
        actors: int32[m], 0 <= a < actor_count, m > 0.
        targets: int32[m], 0 <= t < target_count.
        actor_count: how many actors there are.
        target_count: how many targets there are.

    Complexity: O(m + actors + targets); 32 bytes an edge.
    """
    ends = np.stack([actors.astype(np.int64), targets + np.int64(actor_count)])
    starts, order = rows_of(ends.ravel())
    # Nodes without edges at the end have no rows.
    rest = actor_count + target_count + 1 - starts.size
    return Sides(ends, np.append(starts, np.full(rest, starts[-1])), order % actors.size)


@numba.njit(cache=True, nogil=True)
def weighted_core(sides: Sides, weights: Floats, priors: Floats, least: Floats) -> Flags:
    """Return the greatest set of nodes each of which bears enough within it, bool[nodes].

    Args:
        sides: the edges.
        weights: float64[m], >= 0, what each edge weighs.
        priors: float64[nodes], >= 0, what each node bears beside its edges.
        least: float64[nodes], what each must bear.

    Complexity: O(m + nodes).
    """
    borne = priors.copy()
    for edge in range(weights.size):
        borne[sides.ends[0, edge]] += weights[edge]
        borne[sides.ends[1, edge]] += weights[edge]
    kept = borne >= least
    queue = np.empty(priors.size, np.int64)
    begin, end = 0, 0
    for node in range(priors.size):
        if not kept[node]:
            queue[end] = node
            end += 1
    while begin < end:
        node = queue[begin]
        begin += 1
        for edge in sides.order[sides.starts[node] : sides.starts[node + 1]]:
            other = sides.ends[0, edge] + sides.ends[1, edge] - node
            borne[other] -= weights[edge]
            if kept[other] and borne[other] < least[other]:
                kept[other] = False
                queue[end] = other
                end += 1
    return kept
