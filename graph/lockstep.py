"""Finds actors that share more targets than chance gives them, and the sets that hang together."""

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.special import gammaincinv

from graph.build import Csr, csr
from graph.cores import bicore, core_numbers
from graph.similarity import inner_links
from graph.windows import rows_of

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Taking away links between circles makes the ends of others less alike: once more is enough.
_ROUNDS = 2
# Who lives in one place chooses among fewer targets than all: so many times likelier are two alike.
_LIKENESS = 10.0


@dataclass(frozen=True)
class Limits:
    """Where lockstep begins.

    `least_targets`: who acts on fewer has too little to share. `least_links`: so many others of a
    set each of its members must be linked to. `chance_links`: so many links an actor would have by
    chance alone; while it is well below the 3.35 at which a random graph first has a core of three
    (5.14 of four; Pittel, Spencer and Wormald 1996), what has a core is no chance.
    `least_similarity`: how alike the links of two actors must be, 0..1, for theirs to join a set
    rather than lead from one to another. `pairs_per_edge`: targets with the most actors are left
    out until so few pairs of actors remain.
    """

    least_targets: int = 20
    least_links: int = 4
    chance_links: float = 2.0
    least_similarity: float = 0.15
    pairs_per_edge: int = 20


@dataclass(frozen=True)
class Lockstep:
    """The sets found: for each actor its set, numbered from 0, -1 for none, and its links in it.

    int32[actors] each. `actor_count` is how many were compared, `edge_count` on how many edges.
    """

    sets: Ints
    links: Ints
    actor_count: int
    edge_count: int


def lockstep(actors: Ints, targets: Ints, n: int, limits: Limits) -> Lockstep:
    """Return the sets of actors that act in lockstep.

    Two actors of d1 and d2 targets are linked where they share so many that chance would link an
    actor to no more than `chance_links` others. By chance an actor has a target with a probability
    that grows with both their degrees (the configuration model), so that two share a Poisson number
    of them, of mean d1 d2 sum(t^2) / m^2, with t actors a target: among the edges that are
    compared, or, where it is less (a ring alone would pass for chance), `_LIKENESS` times that
    among all. Links whose ends have other neighbours are bridges, and go; the core of `least_links`
    of the others falls into components: the sets. After SynchroTrap (Cao, Yang, Yu and Palow, CCS
    2014), with chance in the place of a fixed similarity, and no hours: a ring may spread over the
    week.

    Args:
        actors: int32[m], who acted, 0 <= a < n.
        targets: int32[m], on whom, dense numbers from 0; an (actor, target) stands once.
        n: how many actors there are.
        limits: where lockstep begins.

    Returns:
        The sets, those with more actors first, then those with the least actor.

    Complexity: O(m + p) for the p <= `pairs_per_edge` m pairs of actors of one target each, and for
        the links of these the sum over links of the links of one end.
    """
    sets, links = np.full(n, -1, np.int32), np.zeros(n, np.int32)
    kept = bicore(actors, targets, limits.least_targets, 2)
    is_hub = _hubs(targets[kept], limits.pairs_per_edge)
    # What nobody shares is not compared, and says how little chance would give.
    counted = np.ones(actors.size, np.bool_)
    counted[kept] = ~is_hub
    kept[kept] = ~is_hub
    # Without hubs some have too few again.
    kept[kept] = bicore(actors[kept], targets[kept], limits.least_targets, 2)
    compared, numbers = np.unique(actors[kept], return_inverse=True)
    if compared.size > limits.least_links:
        order = np.argsort(numbers, kind="stable")
        everywhere = np.bincount(actors[counted], minlength=n)[compared] * np.sqrt(
            _LIKENESS * _collision(np.bincount(targets[counted]))
        )
        edges = (numbers[order].astype(np.int32), targets[kept][order])
        graph = _linked(*edges, everywhere, limits)
        for _ in range(_ROUNDS):
            graph = _only(graph, inner_links(graph, limits.least_similarity))
        inside = core_numbers(graph) >= limits.least_links
        graph = _only(graph, inside[_sources(graph)] & inside[graph.indices])
        sets[compared] = _components(graph, inside)
        links[compared] = np.diff(graph.indptr)
    return Lockstep(sets, links, compared.size, int(np.count_nonzero(kept)))


def _sources(graph: Csr) -> Ints:
    """Return the source of each edge."""
    return np.repeat(np.arange(graph.node_count, dtype=np.int32), np.diff(graph.indptr))


def _only(graph: Csr, kept: Flags) -> Csr:
    """Return the graph of some of its edges."""
    return csr(_sources(graph)[kept], graph.indices[kept], graph.node_count)


def _hubs(targets: Ints, pairs_per_edge: int) -> Flags:
    """Return which edges go to targets of so many actors that comparing them all is too dear."""
    if not targets.size:
        return np.zeros(0, np.bool_)
    degrees = np.bincount(targets)
    ordered = np.sort(degrees)
    pairs = np.cumsum(ordered * ordered)
    within = int(np.searchsorted(pairs, pairs_per_edge * targets.size, side="right"))
    if within == ordered.size:
        return np.zeros(targets.size, np.bool_)
    # Targets of one degree stay or go together.
    hubs: Flags = degrees[targets] >= ordered[within]
    return hubs


def _collision(degrees: Longs) -> float:
    """Return the probability that two edges, drawn without return, have one target."""
    total = float(degrees.sum())
    return float(np.sum(degrees * (degrees - 1.0))) / max(total * (total - 1.0), 1.0)


def _linked(actors: Ints, targets: Ints, everywhere: Floats, limits: Limits) -> Csr:
    """Return the links of actors that share more targets than chance gives, both ways.

    The edges stand in order of their actors. What two share by chance, of all edges, is at most the
    product of what `everywhere` has of them.
    """
    n = everywhere.size
    target_starts, target_order = rows_of(targets)
    actor_starts, actor_order = rows_of(actors)
    shares = np.diff(target_starts) / targets.size
    among = np.diff(actor_starts) * np.sqrt(np.sum(shares * shares))
    # For each number of shared targets, the mean up to which so many are no chance.
    most = np.zeros(int(np.diff(actor_starts).max()) + 1)
    most[2:] = gammaincinv(np.arange(2, most.size), min(0.5, limits.chance_links / n))
    capacity = 4 * n
    while True:
        found = np.empty((capacity, 2), np.int32)
        size = _sweep(
            actor_starts, targets[actor_order], target_starts, actors[target_order],
            among, everywhere, most, found,
        )  # fmt: skip
        if size <= capacity:
            firsts, seconds = found[:size, 0], found[:size, 1]
            return csr(np.concatenate([firsts, seconds]), np.concatenate([seconds, firsts]), n)
        capacity = size


@numba.njit(cache=True, nogil=True)
def _sweep(
    actor_starts: Longs,
    targets_of: Ints,
    target_starts: Longs,
    actors_of: Ints,
    among: Floats,
    everywhere: Floats,
    most: Floats,
    found: npt.NDArray[np.int32],
) -> int:
    """Write the linked pairs as far as there is room; return how many there are."""
    n = actor_starts.size - 1
    shared = np.zeros(n, np.int32)
    touched = np.empty(n, np.int32)
    size = 0
    for actor in range(n):
        count = 0
        for target in targets_of[actor_starts[actor] : actor_starts[actor + 1]]:
            for place in range(target_starts[target + 1] - 1, target_starts[target] - 1, -1):
                other = actors_of[place]
                if other <= actor:
                    # The actors of a target stand in order: all before it are lesser too.
                    break
                if shared[other] == 0:
                    touched[count] = other
                    count += 1
                shared[other] += 1
        for other in touched[:count]:
            by_chance = min(among[actor] * among[other], everywhere[actor] * everywhere[other])
            if by_chance <= most[shared[other]]:
                if size < found.shape[0]:
                    found[size, 0], found[size, 1] = actor, other
                size += 1
            shared[other] = 0
    return size


def _components(graph: Csr, inside: Flags) -> Ints:
    """Return the component of each actor inside, the greatest being 0; -1 for the others."""
    ones = np.ones(graph.edge_count, np.int8)
    matrix = csr_array((ones, graph.indices, graph.indptr), shape=(inside.size, inside.size))
    labels = connected_components(matrix, directed=False)[1][inside]
    _, first, codes, counts = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    ranks = np.empty(counts.size, np.int32)
    ranks[np.lexsort((first, -counts))] = np.arange(counts.size)
    sets = np.full(inside.size, -1, np.int32)
    sets[inside] = ranks[codes]
    return sets
