"""Finds the densest block of an actors by targets matrix, which no camouflage makes less dense."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled
from graph.rings.cores import Sides, two_sides
from graph.rings.indexed_heap import least_of, put, tree_of
from graph.rings.pairs import dealt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# By how much what a node must bear rises from step to step.
_STEP = 1.05
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
    is. It begins where it passes through anyhow, at the greatest set in which each node bears so
    much: while the rest is so dense, taking away whoever bears less makes it denser, in any order.
    How dense it gets, a peeling by steps tells nearly.

    Returns:
        The block; of equally dense ones the largest. Of nodes that bear the same, actors go before
        targets, and lesser numbers before greater.

    Complexity: O(m + steps n) for the peeling, O(k log n) for the k edges that remain.
    """
    if not given.actors.size:
        return Block(np.empty(0, np.int32), np.empty(0, np.int32), 0.0)
    actor_count = given.actor_priors.size
    sides = two_sides(given.actors, given.targets, actor_count, given.weights.size)
    borne, total = _borne(sides, given.weights, given.actor_priors)
    went = np.zeros(borne.size)
    reached = _peel(sides, given.weights, borne.copy(), total, went)
    density = 0.0
    while density < reached * (1 - _ROUNDING):
        # Only where some set is denser than all that the greedy passes through is this done twice.
        reached = density or reached
        nodes = np.flatnonzero(went > reached * (1 - _ROUNDING))
        taken = np.empty(nodes.size, np.int64)
        density, size = _greedy(sides, given.weights, given.actor_priors, nodes, taken)
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

    See `graph.rings.pairs.dealt`; priors and weights stay what they were.
    """
    return Matrix(*dealt(given.actors, given.targets, seed), given.actor_priors, given.weights)


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


@compiled(nogil=True)
def _borne(sides: Sides, weights: Floats, priors: Floats) -> tuple[Floats, float]:
    """Return what each node bears, its prior and its edges, and the sum of priors and edges."""
    starts, neighbours = sides
    borne = np.concatenate((priors, np.zeros(weights.size)))
    total = 0.0
    for actor in range(priors.size):
        for target in neighbours[starts[actor] : starts[actor + 1]]:
            borne[actor] += weights[target - priors.size]
        if starts[actor + 1] > starts[actor]:
            total += borne[actor]
    borne[priors.size :] = weights * np.diff(starts[priors.size :])
    return borne, total


@compiled(nogil=True)
def _peel(sides: Sides, weights: Floats, borne: Floats, total: float, went: Floats) -> float:
    """Take away who bears less than a level, which rises; return the greatest density met.

    `went` is set to the level at which each node went: those that went above one bear as much.
    """
    starts, neighbours = sides
    actor_count = borne.size - weights.size
    left = np.flatnonzero(np.diff(starts)).astype(np.int32)
    queue = np.empty(left.size, np.int32)
    best = level = total / left.size
    size = left.size
    while size:
        begin, end, kept = 0, 0, 0
        for node in left:
            if borne[node] >= level:
                left[kept] = node
                kept += 1
            elif borne[node] > -np.inf:
                went[node] = level
                queue[end] = node
                end += 1
        left = left[:kept]
        while begin < end:
            node = queue[begin]
            begin += 1
            total -= borne[node]
            borne[node] = -np.inf
            size -= 1
            if total > best * size and size:
                best = total / size
            for other in neighbours[starts[node] : starts[node + 1]]:
                before = borne[other]
                borne[other] = before - weights[max(node, other) - actor_count]
                if before >= level > borne[other]:
                    went[other] = level
                    queue[end] = other
                    end += 1
        if size:
            level = max(_STEP * level, total / size)
    return best


@compiled(nogil=True)
def _greedy(
    sides: Sides, weights: Floats, priors: Floats, nodes: Longs, taken: Longs
) -> tuple[float, int]:
    """Write the nodes as they are taken away; return the best density, and how many had it."""
    starts, neighbours = sides
    places = np.full(starts.size - 1, -1, np.int64)
    places[nodes] = np.arange(nodes.size)
    borne = np.zeros(nodes.size)
    total = 0.0
    for place in range(nodes.size):
        node = nodes[place]
        if node < priors.size:
            borne[place] = priors[node]
            total += priors[node]
        for other in neighbours[starts[node] : starts[node + 1]]:
            if places[other] >= 0:
                weight = weights[max(node, other) - priors.size]
                borne[place] += weight
                total += weight / 2
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
        for neighbour in neighbours[starts[node] : starts[node + 1]]:
            other = places[neighbour]
            if other >= 0 and borne[other] < np.inf:
                borne[other] -= weights[max(node, neighbour) - priors.size]
                put(tree, other, borne[other])
    return best, best_size
