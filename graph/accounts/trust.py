"""Propagate trust over a graph from seeds; accounts far from the seeds get little."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

# The initial trust of a seed over that of the median seed, at most, whatever the limits allow.
_MAX_TRUST = 100
# Rounds of the walk that measures the density of seeds, and the last rounds that count: in a tree,
# a walk returns after even numbers of rounds only, so two rounds are summed.
_NEAR, _LAST = 6, 2


@dataclass(frozen=True)
class Limits:
    """The initial trust of a seed.

    `max_trust`: its ratio to that of the median seed, at most, >= 1; at most 100 in any case. So a
    community whose only seed is a false one gets little trust. 1: no seed has more than the median.
    """

    max_trust: float


def trust(
    graph: csr_array, seeds: Ints, rounds: int | None = None, shares: Floats | None = None
) -> Floats:
    """Return the trust of each node divided by its degree, after a few rounds of propagation.

    SybilRank (Cao, Sirivianos, Yang and Pregueiro, NSDI 2012): in each round a node gives its trust
    to its neighbours in equal parts. With few rounds, little trust crosses the few links between
    honest accounts and spam. Seeds known to be spam propagate distrust in the same way; as the
    propagation is linear, the difference of the two combines both.

    Args:
        graph: undirected: each link in both rows, with its weight if it has one, >= 0.
        seeds: int32[k]; their initial trust sums to the number of nodes.
        rounds: of propagation; None: ceil(log2 nodes), after which trust has mixed in the well
            connected region.
        shares: float64[k], the share of each seed, as `spread` returns them; None: equal.

    Returns:
        float64[nodes], 1 on average for a mixed graph with one link a node; 0 for nodes without
        links.

    Raises:
        ValueError: no seeds, or a seed that is not in the graph.

    Complexity: O(rounds (nodes + edges)); 32 bytes a node beside the graph.
    """
    n = graph.shape[0]
    walk = _Walk(graph, seeds, shares)
    for _ in range(int(np.ceil(np.log2(n))) if rounds is None else rounds):
        walk.go()
    return walk.given


def spread(graph: csr_array, seeds: Ints, limits: Limits) -> Floats:
    """Return the initial share of each seed, such that communities get similar amounts.

    A short walk from all seeds measures the density of seeds around each one; the share of a seed
    is inverse to that. Ten seeds in one community then start with about as much as one seed in
    another of the same size, without a search for communities.

    Args:
        graph: undirected, as `trust` takes it.
        seeds: int32[k], the trusted nodes.
        limits: the greatest share.

    Returns:
        float64[k], with sum 1.

    Raises:
        ValueError: no seeds, or a seed that is not in the graph.

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
    max_ratio = min(limits.max_trust, _MAX_TRUST)
    rarity = np.minimum(rarity, max_ratio * np.median(rarity[rarity > 0]))
    shares: Floats = rarity / rarity.sum()
    return shares


class _Walk:
    """The trust of each node, round by round."""

    def __init__(self, graph: csr_array, seeds: Ints, shares: Floats | None) -> None:
        n = graph.shape[0]
        if not seeds.size or seeds.min() < 0 or seeds.max() >= n:
            raise ValueError(f"{seeds.size} seeds; give nodes in 0..{n - 1}, one or more")
        self.graph = graph.astype(np.float64)
        degrees = self.graph @ np.ones(n)
        self.parts = np.divide(1.0, degrees, out=np.zeros(n), where=degrees > 0)
        initial = np.full(seeds.size, 1 / seeds.size) if shares is None else shares
        self.held: Floats = np.bincount(seeds, initial * n, minlength=n).astype(np.float64)

    def go(self) -> None:
        """Propagate the trust of each node to its neighbours."""
        self.held = self.graph @ self.given

    @property
    def given(self) -> Floats:
        """Return the trust of each node divided by its degree."""
        given: Floats = self.held * self.parts
        return given
