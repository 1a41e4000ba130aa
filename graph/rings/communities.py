"""Finds communities: nodes that have more to do with one another than chance gives."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# From the communities found, nodes are moved once more, and what results is merged again.
_ROUNDS = 2
# Less is rounding and no gain.
_LEAST_GAIN = 1e-9


def communities(links: csr_array, seed: int = 0) -> Ints:
    """Return the community of each node, such that modularity is high.

    Nodes move to the community of the neighbours where modularity gains most, until none gains;
    then each community is a node, and so on (Blondel, Guillaume, Lambiotte and Lefebvre 2008, with
    the queue of Traag, Waltman and van Eck 2019).

    Args:
        links: float64[n, n], symmetric, >= 0: how much each two have to do with each other.
        seed: the order in which nodes are looked at; the same gives the same.

    Returns:
        int32[n], numbered from 0.

    Complexity: about O(m) a level, few levels.
    """
    rng = np.random.default_rng(seed)
    labels = np.arange(links.shape[0], dtype=np.int32)
    for _ in range(_ROUNDS):
        labels = _merged(links, _moved(links, labels, rng), rng)
    return labels


def modularity(links: csr_array, labels: Ints) -> float:
    """Return how much more of the links is inside communities than chance gives (Newman 2004).

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


def _merged(links: csr_array, labels: Ints, rng: np.random.Generator) -> Ints:
    """Return the labels after communities have been merged for as long as that gains."""
    while True:
        count = int(labels.max(initial=-1)) + 1
        sources = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
        ends = labels[sources], labels[links.indices]
        whole = csr_array((links.data, ends), shape=(count, count))
        joined = _moved(whole, np.arange(count, dtype=np.int32), rng)
        if int(joined.max(initial=-1)) + 1 == count:
            return labels
        labels = joined[labels]


def _moved(links: csr_array, labels: Ints, rng: np.random.Generator) -> Ints:
    """Return the labels, numbered from 0, after no node gains by moving to a neighbour's."""
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
    """Add up a node's links by label; write which labels these are, and return how many."""
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
    """Change labels until no node gains; the queue holds all nodes, and is used up."""
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
        most = sums[own] - strengths[node] * sizes[own] / total + _LEAST_GAIN
        for label in touched[:found]:
            gain = sums[label] - strengths[node] * sizes[label] / total
            if gain > most:
                best, most = label, gain
            sums[label] = 0
        sizes[best] += strengths[node]
        labels[node] = best
        if best != own:
            for other in indices[row]:
                if labels[other] != best and not waiting[other]:
                    waiting[other] = True
                    queue[(first + count) % labels.size] = other
                    count += 1
