"""Find the densest block of an actor-target matrix, robust to camouflage."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.adjacency import bipartite_adjacency
from graph.kernel import compiled
from graph.rings.indexed_heap import build_heap, min_position, set_value
from graph.rings.pairs import configuration_model

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
# Row starts and column indices of the bipartite graph.
Sides = tuple[Ints, Ints]

# The factor by which the threshold of the peeling rises from step to step.
_STEP = 1.05
# The relative rounding error of sums of weights in another order.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Block:
    """Actors and targets with many edges between them.

    `actors` and `targets` are int32, ascending; `density` is the sum of its nodes' priors and its
    edges' weights over the number of its nodes.
    """

    actors: Ints
    targets: Ints
    density: float


@dataclass(frozen=True)
class Matrix:
    """Edges with weights, and the prior suspicion of each actor.

    Args:
        actors: int32[m], dense numbers from 0.
        targets: int32[m], dense numbers from 0; each (actor, target) once.
        actor_priors: float64[actors], >= 0, in the unit of the weights, one an actor.
        weights: float64[targets], > 0, the weight of an edge to each target.
    """

    actors: Ints
    targets: Ints
    actor_priors: Floats
    weights: Floats

    def without(self, block: Block) -> "Matrix":
        """Return the matrix without the edges inside a block; weights do not change."""
        inside = np.isin(self.actors, block.actors) & np.isin(self.targets, block.targets)
        return Matrix(self.actors[~inside], self.targets[~inside], self.actor_priors, self.weights)


def matrix(actors: Ints, targets: Ints, actor_priors: Floats | None = None) -> Matrix:
    """Return the matrix in which an edge to a target of d actors weighs 1 / ln(d + 5).

    A popular target has a low weight (Hooi et al., FRAUDAR, KDD 2016, section 4.2).

    Args:
        actors: int32[m], dense numbers from 0.
        targets: int32[m], dense numbers from 0; each (actor, target) once.
        actor_priors: float64[actors], >= 0; None: all 0.
    """
    if actor_priors is None:
        actor_priors = np.zeros(int(actors.max(initial=-1)) + 1)
    return Matrix(actors, targets, actor_priors, 1 / np.log(np.bincount(targets) + 5))


def dense_block(given: Matrix) -> Block:
    """Return the densest block that greedy removal of the lowest weighted degree passes through.

    The result is that of FRAUDAR's greedy algorithm, node by node: at least half the density of
    the densest block. For speed, a peeling by thresholds first estimates the density that the
    greedy reaches. Nodes with a weighted degree below that density can go in any order, so the
    greedy starts at the set that remains without them.

    Returns:
        The block; on ties the largest. Nodes of equal weighted degree are removed actors first,
        lower numbers first.

    Complexity: O(m + steps n) for the peeling, O(k log n) for the k edges that remain.
    """
    if not given.actors.size:
        return Block(np.empty(0, np.int32), np.empty(0, np.int32), 0.0)
    actor_count = given.actor_priors.size
    links = bipartite_adjacency(given.actors, given.targets, actor_count, given.weights.size)
    sides = links.indptr, links.indices
    weighted_degrees, total = _weighted_degrees(sides, given.weights, given.actor_priors)
    removal_levels = np.zeros(weighted_degrees.size)
    reached = _peel(sides, given.weights, weighted_degrees.copy(), total, removal_levels)
    density = 0.0
    while density < reached * (1 - _ROUNDING):
        # A second round is needed only if the peeling met a denser set than the greedy does.
        reached = density or reached
        nodes = np.flatnonzero(removal_levels > reached * (1 - _ROUNDING))
        removal_order = np.empty(nodes.size, np.int64)
        density, size = _greedy(sides, given.weights, given.actor_priors, nodes, removal_order)
    left = np.sort(removal_order[removal_order.size - size :])
    first = int(np.searchsorted(left, actor_count))
    return Block(
        left[:first].astype(np.int32), (left[first:] - actor_count).astype(np.int32), density
    )


def dense_blocks(given: Matrix, min_density: float) -> Iterator[Block]:
    """Yield blocks in order of density, each without the edges of earlier ones, while dense enough.

    Args:
        given: the matrix.
        min_density: where to stop, > 0, such as the density of the null model.
    """
    while (block := dense_block(given)).density >= min_density and block.targets.size:
        yield block
        given = given.without(block)


def null_matrix(given: Matrix, seed: int) -> Matrix:
    """Return the matrix with edges of the configuration model; priors and weights do not change."""
    return Matrix(
        *configuration_model(given.actors, given.targets, seed), given.actor_priors, given.weights
    )


def max_undetected_edges(
    density: float, actor_count: int, target_count: int, share: float
) -> float:
    """Return the upper bound on the edges of an undetected block of a size.

    An edge to a target of d actors weighs 1 / ln(d + 5), and a target of the block has at most
    actor_count / share actors. The densest block has at most twice the density found (FRAUDAR,
    theorem 3).

    Args:
        density: of the densest block found.
        actor_count: of the hidden block.
        target_count: of the hidden block.
        share: the least share of a target's edges that come from the block, 0 < share <= 1.
    """
    nodes = actor_count + target_count
    return 2 * nodes * density * float(np.log(actor_count / share + 5))


@compiled(nogil=True)
def _weighted_degrees(sides: Sides, weights: Floats, priors: Floats) -> tuple[Floats, float]:
    """Return the weighted degree of each node with its prior, and the total weight."""
    starts, neighbours = sides
    weighted_degrees = np.concatenate((priors, np.zeros(weights.size)))
    total = 0.0
    for actor in range(priors.size):
        for target in neighbours[starts[actor] : starts[actor + 1]]:
            weighted_degrees[actor] += weights[target - priors.size]
        if starts[actor + 1] > starts[actor]:
            total += weighted_degrees[actor]
    weighted_degrees[priors.size :] = weights * np.diff(starts[priors.size :])
    return weighted_degrees, total


@compiled(nogil=True)
def _peel(
    sides: Sides, weights: Floats, weighted_degrees: Floats, total: float, removal_levels: Floats
) -> float:
    """Remove nodes below a rising threshold; return the greatest density met.

    Writes the threshold at which each node is removed to `removal_levels`.
    """
    starts, neighbours = sides
    actor_count = weighted_degrees.size - weights.size
    left = np.flatnonzero(np.diff(starts)).astype(np.int32)
    queue = np.empty(left.size, np.int32)
    best = level = total / left.size
    size = left.size
    while size:
        begin, end, kept = 0, 0, 0
        for node in left:
            if weighted_degrees[node] >= level:
                left[kept] = node
                kept += 1
            elif weighted_degrees[node] > -np.inf:
                removal_levels[node] = level
                queue[end] = node
                end += 1
        left = left[:kept]
        while begin < end:
            node = queue[begin]
            begin += 1
            total -= weighted_degrees[node]
            weighted_degrees[node] = -np.inf
            size -= 1
            if total > best * size and size:
                best = total / size
            for other in neighbours[starts[node] : starts[node + 1]]:
                before = weighted_degrees[other]
                weighted_degrees[other] = before - weights[max(node, other) - actor_count]
                if before >= level > weighted_degrees[other]:
                    removal_levels[other] = level
                    queue[end] = other
                    end += 1
        if size:
            level = max(_STEP * level, total / size)
    return best


@compiled(nogil=True)
def _greedy(
    sides: Sides, weights: Floats, priors: Floats, nodes: Longs, removal_order: Longs
) -> tuple[float, int]:
    """Write the nodes in order of removal; return the best density and the size of its block."""
    starts, neighbours = sides
    places = np.full(starts.size - 1, -1, np.int64)
    places[nodes] = np.arange(nodes.size)
    weighted_degrees = np.zeros(nodes.size)
    total = 0.0
    for place in range(nodes.size):
        node = nodes[place]
        if node < priors.size:
            weighted_degrees[place] = priors[node]
            total += priors[node]
        for other in neighbours[starts[node] : starts[node + 1]]:
            if places[other] >= 0:
                weight = weights[max(node, other) - priors.size]
                weighted_degrees[place] += weight
                total += weight / 2
    tree = build_heap(weighted_degrees)
    best, best_size = -1.0, 0
    for number in range(nodes.size):
        size = nodes.size - number
        if total / size > best:
            best, best_size = total / size, size
        place = min_position(tree)
        node = nodes[place]
        removal_order[number] = node
        total -= weighted_degrees[place]
        weighted_degrees[place] = np.inf
        set_value(tree, place, np.inf)
        for neighbour in neighbours[starts[node] : starts[node + 1]]:
            other = places[neighbour]
            if other >= 0 and weighted_degrees[other] < np.inf:
                weighted_degrees[other] -= weights[max(node, neighbour) - priors.size]
                set_value(tree, other, weighted_degrees[other])
    return best, best_size
