"""Tells which links of a graph lie inside a circle, and which only lead from one to another."""

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled
from graph.views.build import Csr

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def inner_links(graph: Csr, least_similarity: float) -> Flags:
    """Return which links have ends of similar neighbours.

    The structural similarity of SCAN (Xu, Yuruk, Feng and Schweiger, KDD 2007): of two nodes, each
    taken as a neighbour of itself, those both have over the geometric mean of how many each has.

    Args:
        graph: undirected: each link stands in both rows, once; no loops.
        least_similarity: 0..1, what a link needs.

    Returns:
        bool[edges], in the order of `graph.indices`; both directions of a link say the same.

    Complexity: O(sum over links of the neighbours of one end); a byte a node and an edge.
    """
    inner = np.zeros(graph.edge_count, np.bool_)
    _compare(graph.indptr, graph.indices, least_similarity, inner)
    return inner


@compiled(nogil=True)
def _compare(indptr: Longs, indices: Ints, least_similarity: float, inner: Flags) -> None:
    n = indptr.size - 1
    is_near = np.zeros(n, np.bool_)
    for node in range(n):
        near = indices[indptr[node] : indptr[node + 1]]
        for other in near:
            is_near[other] = True
        for edge in range(indptr[node], indptr[node + 1]):
            other = indices[edge]
            common = 2
            for third in indices[indptr[other] : indptr[other + 1]]:
                common += is_near[third]
            sizes = (near.size + 1) * (indptr[other + 1] - indptr[other] + 1)
            inner[edge] = common * common >= least_similarity * least_similarity * sizes
        for other in near:
            is_near[other] = False
