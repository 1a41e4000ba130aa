"""Build graphs as scipy.sparse arrays from edges."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def adjacency(sources: Ints, targets: Ints, n: int, weights: Floats | None = None) -> csr_array:
    """Return the adjacency matrix of edges, sorted by source, then target, then weight.

    Args:
        sources: int32[m], 0 <= s < n.
        targets: int32[m], 0 <= t < n; pairs may repeat.
        n: the number of nodes; those without edges have empty rows.
        weights: float64[m], in any unit; None: all 1.

    Returns:
        csr_array[n, n] with the weights, int8 without; a repeated pair is as many entries. The
        order of the edges does not change it.

    Raises:
        ValueError: on arrays of unequal length, a negative n or an index out of range.

    Complexity: O(m log m) to sort, O(n) beside it; 9 bytes an edge, 24 with weights.
    """
    _check(sources, targets, n, weights)
    keys = sources.astype(np.int64) * n + targets
    entries: npt.NDArray[np.int8] | Floats = np.ones(sources.size, np.int8)
    if weights is None:
        keys.sort()
    else:
        order = np.lexsort((weights, keys))
        keys, entries = keys[order], weights[order].astype(np.float64, copy=False)
    indptr = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(sources, minlength=n), out=indptr[1:])
    indices = (keys % n if n else keys).astype(np.int32)
    return csr_array((entries, indices, _narrow(indptr)), shape=(n, n))


def edge_sources(graph: csr_array) -> Ints:
    """Return the source of each edge, int32[edges], in the order of `graph.indices`."""
    return np.repeat(np.arange(graph.shape[0], dtype=np.int32), np.diff(graph.indptr))


def edge_subset(graph: csr_array, kept: Flags) -> csr_array:
    """Return the graph with some of the edges, bool[edges], without weights."""
    return adjacency(edge_sources(graph)[kept], graph.indices[kept], graph.shape[0])


def bipartite_adjacency(
    actors: Ints, targets: Ints, actor_count: int, target_count: int
) -> csr_array:
    """Return the symmetric adjacency matrix of a bipartite graph, targets after actors.

    Args:
        actors: int32[m], 0 <= a < actor_count.
        targets: int32[m], 0 <= t < target_count.
        actor_count: the number of actors.
        target_count: the number of targets; with the actors fewer than 2**31.

    Returns:
        int8 csr_array with entries 1; each row in the order of the edges.

    Complexity: O(m + actors + targets); 10 bytes an edge.
    """
    n = actor_count + target_count
    indptr, indices = _both_directions(actors, targets, actor_count, n)
    return csr_array((np.ones(indices.size, np.int8), indices, _narrow(indptr)), shape=(n, n))


def _narrow(indptr: Longs) -> Ints | Longs:
    """Return row starts as int32 if they fit: scipy needs one type for them and the indices."""
    return indptr.astype(np.int32) if indptr[-1] <= np.iinfo(np.int32).max else indptr


@compiled(nogil=True)
def _both_directions(actors: Ints, targets: Ints, actor_count: int, n: int) -> tuple[Longs, Ints]:
    """Return row starts and column indices of the edges in both directions."""
    starts = np.zeros(n + 1, np.int64)
    for edge in range(actors.size):
        starts[actors[edge] + 1] += 1
        starts[actor_count + targets[edge] + 1] += 1
    for node in range(n):
        starts[node + 1] += starts[node]
    places = starts[:-1].copy()
    neighbours = np.empty(2 * actors.size, np.int32)
    for edge in range(actors.size):
        actor, target = np.int64(actors[edge]), actor_count + targets[edge]
        neighbours[places[actor]] = target
        places[actor] += 1
        neighbours[places[target]] = actor
        places[target] += 1
    return starts, neighbours


def _check(sources: Ints, targets: Ints, n: int, weights: Floats | None) -> None:
    if n < 0:
        raise ValueError(f"n is {n}; give the number of nodes, 0 or more")
    lengths = {sources.size, targets.size, sources.size if weights is None else weights.size}
    if len(lengths) > 1:
        raise ValueError("sources, targets and weights differ in length; give one of each an edge")
    for name, ends in (("sources", sources), ("targets", targets)):
        if ends.size and (ends.min() < 0 or ends.max() >= n):
            wrong = ends[(ends < 0) | (ends >= n)][0]
            raise ValueError(
                f"{name} holds {wrong}, which is not in 0..{n - 1}; raise n or fix the edge"
            )
