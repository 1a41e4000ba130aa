"""Find communities: groups of nodes with more links inside than the null model gives."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# The second round moves nodes from the communities found, and merges again.
_ROUNDS = 2
# A smaller gain is rounding.
_MIN_GAIN = 1e-9


def communities(links: csr_array, seed: int = 0) -> Ints:
    """Return the community of each node by greedy maximisation of modularity.

    A node moves to the neighbouring community with the greatest gain, until no move gains; then
    each community becomes a node, and so on (Louvain; Blondel, Guillaume, Lambiotte
    and Lefebvre 2008, with the queue of Traag, Waltman and van Eck 2019).

    Args:
        links: float64[n, n], symmetric, >= 0: link weights.
        seed: of the order of the nodes; the same seed gives the same result.

    Returns:
        int32[n], numbered from 0.

    Complexity: about O(m) a level, few levels.
    """
    rng = np.random.default_rng(seed)
    labels = np.arange(links.shape[0], dtype=np.int32)
    for _ in range(_ROUNDS):
        labels = _merge(links, _move_nodes(links, labels, rng), rng)
    return labels


def modularity(links: csr_array, labels: Ints) -> float:
    """Return the modularity of communities (Newman 2004).

    Args:
        links: float64[n, n], symmetric, >= 0.
        labels: int32[n], the community of each node.
    """
    total = links.sum()
    if not total:
        return 0.0
    sources = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
    inside = links.data[labels[sources] == labels[links.indices]].sum()
    strengths = np.bincount(labels, links.sum(axis=1))
    return float(inside / total - np.sum((strengths / total) ** 2))


def _merge(links: csr_array, labels: Ints, rng: np.random.Generator) -> Ints:
    """Return the labels after merging communities while that gains."""
    while True:
        count = int(labels.max(initial=-1)) + 1
        sources = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
        ends = labels[sources], labels[links.indices]
        whole = csr_array((links.data, ends), shape=(count, count))
        joined = _move_nodes(whole, np.arange(count, dtype=np.int32), rng)
        if int(joined.max(initial=-1)) + 1 == count:
            return labels
        labels = joined[labels]


def _move_nodes(links: csr_array, labels: Ints, rng: np.random.Generator) -> Ints:
    """Return the labels, numbered from 0, after moving nodes until no move gains."""
    labels = labels.copy()
    if links.nnz:
        strengths = np.asarray(links.sum(axis=1), np.float64)
        order = rng.permutation(labels.size).astype(np.int32)
        _move(links.indptr, links.indices, links.data, strengths, labels, order)
    return np.unique(labels, return_inverse=True)[1].astype(np.int32)


@compiled(nogil=True)
def _sum(
    node: int, others: Ints, weights: Floats, labels: Ints, sums: Floats, touched: Ints
) -> int:
    """Sum a node's link weights by label; write the labels, and return their number."""
    found = 0
    for place, other in enumerate(others):
        if other != node:
            label = labels[other]
            if sums[label] == 0:
                touched[found] = label
                found += 1
            sums[label] += weights[place]
    return found


@compiled(nogil=True)
def _move(
    indptr: Longs, indices: Ints, weights: Floats, strengths: Floats, labels: Ints, queue: Ints
) -> None:
    """Change labels until no move gains; the queue holds all nodes and is consumed."""
    total = strengths.sum()
    sizes = np.zeros(labels.size)
    for node in range(labels.size):
        sizes[labels[node]] += strengths[node]
    sums = np.zeros(labels.size)
    touched = np.empty(labels.size, np.int32)
    waiting = np.ones(labels.size, np.bool_)
    first, count = 0, labels.size
    while count:
        node = queue[first]
        first = (first + 1) % labels.size
        count -= 1
        waiting[node] = False
        row = slice(indptr[node], indptr[node + 1])
        found = _sum(node, indices[row], weights[row], labels, sums, touched)
        own = labels[node]
        sizes[own] -= strengths[node]
        best = own
        max_gain = sums[own] - strengths[node] * sizes[own] / total + _MIN_GAIN
        for label in touched[:found]:
            gain = sums[label] - strengths[node] * sizes[label] / total
            if gain > max_gain:
                best, max_gain = label, gain
            sums[label] = 0
        sizes[best] += strengths[node]
        labels[node] = best
        if best != own:
            for other in indices[row]:
                if labels[other] != best and not waiting[other]:
                    waiting[other] = True
                    queue[(first + count) % labels.size] = other
                    count += 1
