"""Spreads trust over a graph from known accounts, so that what lies far off gets little."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.build import Csr

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


def trust(graph: Csr, seeds: Ints, rounds: int | None = None) -> Floats:
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

    Returns:
        float64[nodes], about 1 where it has mixed over a graph of one link a node; 0 for nodes
        without links.

    Raises:
        ValueError: no seeds, or one outside of the graph.

    Complexity: O(rounds (nodes + edges)); 4 bytes an edge beside the graph.
    """
    n = graph.node_count
    if not seeds.size or seeds.min() < 0 or seeds.max() >= n:
        raise ValueError(f"{seeds.size} seeds; give nodes in 0..{n - 1}, one or more")
    if rounds is None:
        rounds = int(np.ceil(np.log2(n)))
    weights = np.ones(graph.edge_count, np.float32) if graph.weights is None else graph.weights
    links = csr_array((weights, graph.indices, graph.indptr), shape=(n, n))
    strengths = np.asarray(links.sum(axis=1)).ravel()
    shares = np.divide(1.0, strengths, out=np.zeros(n), where=strengths > 0)
    held = np.asarray(np.bincount(seeds, minlength=n) * (n / seeds.size), np.float64)
    for _ in range(rounds):
        held = links @ (held * shares)
    given: Floats = held * shares
    return given
