"""Spreads trust over a graph from known accounts, so that what lies far off gets little."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled
from graph.views.build import Csr

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# A seed begins with so many times the median seed's trust at most, whatever the limits allow.
_MAX_TRUST = 100
# How long a walk tells how thick with seeds a region is, and how many of its last rounds do: where
# regions are trees, a walk is back after an even number of rounds alone.
_NEAR, _LAST = 6, 2


@dataclass(frozen=True)
class Limits:
    """How much trust a seed begins with.

    `max_trust`: so many times the median seed's at most, >= 1, and 100 times in any case: a
    community whose only seed is a wrong one is not trusted for it. 1: only less than the median.
    """

    max_trust: float


def trust(
    graph: Csr, seeds: Ints, rounds: int | None = None, shares: Floats | None = None
) -> Floats:
    """Return the trust of each node for each of its links, after few rounds of giving it on.

    SybilRank (Cao, Sirivianos, Yang and Pregueiro, NSDI 2012): each node gives its trust to its
    neighbours in equal parts; stopped early, little of it has crossed the few links between honest
    accounts and others. From accounts known to be spam it spreads guilt in the same way; since it
    is linear, the difference of the two ranks by both.

    Args:
        graph: undirected: each link stands in both rows, with its weight where it has one, >= 0.
        seeds: int32[k], the nodes trusted; they begin with as much trust as there are nodes.
        rounds: how often trust is given on; None: ceil(log2 nodes), after which it has mixed among
            the well connected.
        shares: float64[k], which part of that each seed begins with, as `spread` gives them; None:
            each as much.

    Returns:
        float64[nodes], about 1 where it has mixed over a graph of one link a node; 0 for nodes
        without links.

    Raises:
        ValueError: no seeds, or one outside of the graph.

    Complexity: O(rounds (nodes + edges)); 32 bytes a node beside the graph.
    """
    n = graph.node_count
    walk = _Walk(graph, seeds, shares)
    for _ in range(int(np.ceil(np.log2(n))) if rounds is None else rounds):
        walk.go()
    return walk.given


def spread(graph: Csr, seeds: Ints, limits: Limits) -> Floats:
    """Return how much trust each seed begins with, so that it is spread over communities.

    Where seeds are thick, a short walk from all of them finds much trust; a seed begins with the
    less the more is found at it. Ten seeds of one community then begin with about as much as one of
    another that is as large, which no community need be found for.

    Args:
        graph: undirected, as `trust` takes it.
        seeds: int32[k], the nodes trusted.
        limits: how much one begins with at most.

    Returns:
        float64[k], which add up to 1.

    Raises:
        ValueError: no seeds, or one outside of the graph.

    Complexity: that of six rounds of `trust`.
    """
    walk = _Walk(graph, seeds, None)
    found = np.zeros(seeds.size)
    for number in range(_NEAR):
        walk.go()
        if number >= _NEAR - _LAST:
            found += walk.given[seeds]
    if not found.any():
        return np.full(seeds.size, 1 / seeds.size)
    rarity = np.divide(1.0, found, out=np.zeros(seeds.size), where=found > 0)
    most = min(limits.max_trust, _MAX_TRUST)
    rarity = np.minimum(rarity, most * np.median(rarity[rarity > 0]))
    shares: Floats = rarity / rarity.sum()
    return shares


class _Walk:
    """What each node holds while trust is given on from the seeds, round by round."""

    def __init__(self, graph: Csr, seeds: Ints, shares: Floats | None) -> None:
        n = graph.node_count
        if not seeds.size or seeds.min() < 0 or seeds.max() >= n:
            raise ValueError(f"{seeds.size} seeds; give nodes in 0..{n - 1}, one or more")
        self.graph = graph
        self.weights = np.empty(0) if graph.weights is None else graph.weights
        strengths = np.diff(graph.indptr).astype(np.float64)
        if graph.weights is not None:
            strengths = _received(graph.indptr, graph.indices, self.weights, np.ones(n))
        self.parts = np.divide(1.0, strengths, out=np.zeros(n), where=strengths > 0)
        begun = np.full(seeds.size, 1 / seeds.size) if shares is None else shares
        self.held: Floats = np.bincount(seeds, begun * n, minlength=n).astype(np.float64)

    def go(self) -> None:
        """Let each node give what it holds to its neighbours."""
        self.held = _received(self.graph.indptr, self.graph.indices, self.weights, self.given)

    @property
    def given(self) -> Floats:
        """What each node gives on each of its links."""
        given: Floats = self.held * self.parts
        return given


@compiled(nogil=True)
def _received(starts: Longs, neighbours: Ints, weights: Floats, given: Floats) -> Floats:
    """Return what each node gets from its neighbours, over links of the weights or all of one."""
    held = np.empty(starts.size - 1)
    for node in range(held.size):
        total = 0.0
        # Places without a sign: of others each would be asked whether it counts from the end.
        if weights.size:
            for place in range(np.uint64(starts[node]), np.uint64(starts[node + 1])):
                total += given[np.uint64(neighbours[place])] * weights[place]
        else:
            for place in range(np.uint64(starts[node]), np.uint64(starts[node + 1])):
                total += given[np.uint64(neighbours[place])]
        held[node] = total
    return held
