"""Find links inside a cluster, as opposed to bridges between clusters."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled

Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


def inner_links(graph: csr_array, min_similarity: float) -> Flags:
    """Return which links have ends with similar neighbours.

    The structural similarity of SCAN (Xu, Yuruk, Feng and Schweiger, KDD 2007): the number of
    common neighbours over the geometric mean of the two degrees, each node a neighbour of itself.

    Args:
        graph: undirected: each link in both rows, once; no self-loops.
        min_similarity: 0..1.

    Returns:
        bool[edges], in the order of `graph.indices`; both directions of a link are equal.

    Complexity: O(sum over links of the neighbours of one end); a byte a node and an edge.
    """
    inner = np.zeros(graph.nnz, np.bool_)
    _compare(graph.indptr, graph.indices, min_similarity, inner)
    return inner


@compiled(nogil=True)
def _compare(indptr: Ints, indices: Ints, min_similarity: float, inner: Flags) -> None:
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
            inner[edge] = common * common >= min_similarity * min_similarity * sizes
        for other in near:
            is_near[other] = False
