"""Finds the densest block of an actors by targets matrix, which no camouflage makes less dense."""

from collections.abc import Iterator
from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from graph.cores import Sides, two_sides, weighted_core
from graph.least import least_of, put, tree_of

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# How much of the density of a pass its nodes must bear, beyond the half that is enough.
_SLACK = 0.1
# Sums of weights in another order differ by less than this share of them.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Block:
    """Actors and targets that are joined densely.

    `actors` and `targets` are int32, ascending; `density` is the sum of its nodes' priors and its
    edges' weights over the number of its nodes.
    """

    actors: Ints
    targets: Ints
    density: float


@dataclass(frozen=True)
class Matrix:
    """Who acted on whom, and what speaks against each beforehand.

    Args:
        actors: int32[m], dense numbers from 0.
        targets: int32[m], dense numbers from 0; an (actor, target) stands once.
        actor_priors: float64[actors], >= 0, in the unit of the weights; all actors have one.
        weights: float64[targets], > 0, what an edge to each target weighs.
    """

    actors: Ints
    targets: Ints
    actor_priors: Floats
    weights: Floats

    def without(self, block: Block) -> "Matrix":
        """Return the matrix without the edges inside a block; weights stay what they were."""
        inside = np.isin(self.actors, block.actors) & np.isin(self.targets, block.targets)
        return Matrix(self.actors[~inside], self.targets[~inside], self.actor_priors, self.weights)


def matrix(actors: Ints, targets: Ints, actor_priors: Floats | None = None) -> Matrix:
    """Return the matrix in which an edge to a target of d actors weighs 1 / ln(d + 5).

    A popular target says little (Hooi et al., FRAUDAR, KDD 2016, section 4.2).

    Args:
        actors: int32[m], dense numbers from 0.
        targets: int32[m], dense numbers from 0; an (actor, target) stands once.
        actor_priors: float64[actors], >= 0; None: nothing is known beforehand.
    """
    if actor_priors is None:
        actor_priors = np.zeros(int(actors.max(initial=-1)) + 1)
    return Matrix(actors, targets, actor_priors, 1 / np.log(np.bincount(targets) + 5))


def dense_block(given: Matrix) -> Block:
    """Return the block that is left where the node that adds least is taken away, at its densest.

    FRAUDAR's greedy, to the node: its density is at least half of that of the densest block there
    is. It begins where it passes through anyhow. A density that some set of nodes reaches (batch
    peeling: Bahmani, Kumar and Vassilvitskii, VLDB 2012) is no more than the best: as long as a
    node bears less, taking it away makes the rest denser, in whatever order. Edges from a block to
    elsewhere do not change its density.

    Returns:
        The block; of equally dense ones the largest. Of nodes that bear the same, actors go before
        targets, and lesser numbers before greater.

    Complexity: O(m log(n) / slack) for the passes, O(k log n) for the k edges that remain.
    """
    if not given.actors.size:
        return Block(np.empty(0, np.int32), np.empty(0, np.int32), 0.0)
    actor_count = given.actor_priors.size
    sides = two_sides(given.actors, given.targets, actor_count, given.weights.size)
    weights = given.weights[given.targets]
    priors = np.concatenate([given.actor_priors, np.zeros(given.weights.size)])
    has_edges = np.diff(sides.starts) > 0
    reached = _reached(sides.ends, weights, priors, has_edges.copy())
    least = np.where(has_edges, reached * (1 - _ROUNDING), np.inf)
    kept = weighted_core(sides, weights, priors, least)
    taken = np.empty(np.count_nonzero(kept), np.int64)
    density, size = _greedy(sides, weights, priors, kept, taken)
    left = np.sort(taken[taken.size - size :])
    first = int(np.searchsorted(left, actor_count))
    return Block(
        left[:first].astype(np.int32), (left[first:] - actor_count).astype(np.int32), density
    )


def dense_blocks(given: Matrix, least_density: float) -> Iterator[Block]:
    """Give blocks from the densest on, each without the edges of those before, while dense enough.

    Args:
        given: the matrix.
        least_density: where to end, > 0; a background's, say.
    """
    while (block := dense_block(given)).density >= least_density and block.targets.size:
        yield block
        given = given.without(block)


def rewired(given: Matrix, seed: int) -> Matrix:
    """Return a matrix in which chance has dealt out the same edges anew.

    Actors and targets keep as many of them, but for the few that would stand twice and are left
    out (the configuration model).

    Args:
        given: the matrix.
        seed: the same gives the same.

    Complexity: O(m log m).
    """
    dealt = given.targets[np.random.default_rng(seed).permutation(given.targets.size)]
    pairs = np.unique(np.column_stack([given.actors, dealt]), axis=0).astype(np.int32)
    return Matrix(pairs[:, 0].copy(), pairs[:, 1].copy(), given.actor_priors, given.weights)


def most_hidden(density: float, actor_count: int, target_count: int, share: float) -> float:
    """Return the most edges that a block of a size can have where the densest found is no denser.

    An edge to a target of d actors weighs 1 / ln(d + 5), and none of the block's targets has more
    than its actors over the share; the densest there is has at most twice the density found
    (FRAUDAR, theorem 3).

    Args:
        density: of the densest block found.
        actor_count: of the hidden block.
        target_count: of the hidden block.
        share: above 0, to 1: so much of each target's edges at least comes from inside.
    """
    nodes = actor_count + target_count
    return 2 * nodes * density * float(np.log(actor_count / share + 5))


@numba.njit(cache=True, nogil=True)
def _reached(ends: Longs, weights: Floats, priors: Floats, alive: Flags) -> float:
    """Return the greatest density of the nodes left, where all that bear little go at once."""
    best = 0.0
    borne = np.empty(priors.size)
    edges = np.arange(weights.size)
    size = np.count_nonzero(alive)
    while size:
        borne[:] = priors
        total = 0.0
        count = 0
        for edge in edges:
            if alive[ends[0, edge]] and alive[ends[1, edge]]:
                borne[ends[0, edge]] += weights[edge]
                borne[ends[1, edge]] += weights[edge]
                total += weights[edge]
                edges[count] = edge
                count += 1
        edges = edges[:count]
        for node in range(priors.size):
            if alive[node]:
                total += priors[node]
        density = total / size
        best = max(best, density)
        # The mean node bears no more than twice the density: some always go.
        for node in range(priors.size):
            if alive[node] and borne[node] <= 2 * (1 + _SLACK) * density:
                alive[node] = False
                size -= 1
    return best


@numba.njit(cache=True, nogil=True)
def _greedy(
    sides: Sides, weights: Floats, priors: Floats, kept: Flags, taken: Longs
) -> tuple[float, int]:
    """Write the nodes as they are taken away; return the best density, and how many had it."""
    nodes = np.flatnonzero(kept)
    places = np.full(priors.size, -1, np.int64)
    places[nodes] = np.arange(nodes.size)
    borne, total = _borne(sides, weights, priors, nodes, places)
    tree = tree_of(borne)
    best, best_size = -1.0, 0
    for number in range(nodes.size):
        size = nodes.size - number
        if total / size > best:
            best, best_size = total / size, size
        place = least_of(tree)
        node = nodes[place]
        taken[number] = node
        total -= borne[place]
        borne[place] = np.inf
        put(tree, place, np.inf)
        for edge in sides.order[sides.starts[node] : sides.starts[node + 1]]:
            other = places[sides.ends[0, edge] + sides.ends[1, edge] - node]
            if other >= 0 and borne[other] < np.inf:
                borne[other] -= weights[edge]
                put(tree, other, borne[other])
    return best, best_size


@numba.njit(cache=True, nogil=True)
def _borne(
    sides: Sides, weights: Floats, priors: Floats, nodes: Longs, places: Longs
) -> tuple[Floats, float]:
    """Return what each of the nodes bears among them, and the sum of their priors and edges."""
    found = np.empty(nodes.size)
    total = 0.0
    for place in range(nodes.size):
        found[place] = priors[nodes[place]]
        total += found[place]
        for edge in sides.order[sides.starts[nodes[place]] : sides.starts[nodes[place] + 1]]:
            if places[sides.ends[0, edge]] >= 0 and places[sides.ends[1, edge]] >= 0:
                found[place] += weights[edge]
                total += weights[edge] / 2
    return found, total
