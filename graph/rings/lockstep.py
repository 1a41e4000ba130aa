"""Finds actors that share more targets than chance gives them, and the sets that hang together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from graph.accounts.sliding_window import rows_of
from graph.kernel import compiled
from graph.rings.cores import bicore, held_together
from graph.rings.inner_work import devoted_actors
from graph.rings.pairs import hubs, pair_numbers
from graph.rings.similarity import inner_links
from graph.views.build import Csr, csr

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Without some links the ends of others are less alike, without some members others share less:
# once more is enough.
_ROUNDS = 2
# Targets of one class have at most so many times the actors of those of the class before.
_STEP = 4
# Rings pass for chance until they are known: first so many times the links by chance are let in.
_PASSES = (8.0, 1.0)


@dataclass(frozen=True)
class Limits:
    """Where lockstep begins.

    `min_targets`: who acts on fewer has too little to share. `min_links`: so many others of a
    set each of its members must be linked to. `chance_links`: so many links an actor would have by
    chance alone; well below the 5.14 at which a random graph first has a core of four (Pittel,
    Spencer and Wormald 1996), as busy actors have more of them than others.
    `min_similarity`: how alike the links of two actors must be, 0..1, for theirs to join a set
    rather than lead from one to another. `min_share`: the median member of a set shares some of
    its targets with others of it; whoever shares less than so much of that share acts on
    everybody, and so on those too. `max_pairs_per_add`: targets with the most actors are left out
    until so few pairs of actors an edge remain.
    """

    min_targets: int
    min_links: int
    chance_links: float
    min_similarity: float
    min_share: float
    max_pairs_per_add: int


@dataclass(frozen=True)
class Lockstep:
    """The sets found: for each actor its set, numbered from 0, -1 for none, and its links in it.

    int32[actors] each. `actor_count` is how many were compared.
    """

    sets: Ints
    links: Ints
    actor_count: int


def lockstep(actors: Ints, targets: Ints, n: int, limits: Limits) -> Lockstep:
    """Return the sets of actors that act in lockstep.

    Two actors of d1 and d2 targets are linked where they share so many that chance would link an
    actor to no more than `chance_links` others. By chance an actor has a target with a probability
    that grows with both their degrees (the configuration model), so that two share a Poisson number
    of them, of mean d1 d2 c, with c the probability that two edges of different actors have one
    target. As a few popular targets make c large, pairs are held against chance among targets of at
    most 4 actors, of at most 16, and so on, each time with its part of the `chance_links`. Links
    whose ends have other neighbours are bridges, and go; the core of `min_links` of the others
    falls into components; without those who share but little of what they do these are the sets.
    That is done with eight times the links by chance first, for as long as rings are not known they
    pass for chance; then c is taken anew from the edges of different sets. After SynchroTrap (Cao,
    Yang, Yu and Palow, CCS 2014), with chance in the place of a fixed similarity, and no hours:
    a ring may spread over the week.

    Args:
        actors: int32[m], who acted, 0 <= a < n.
        targets: int32[m], on whom, dense numbers from 0; an (actor, target) stands once.
        n: how many actors there are.
        limits: where lockstep begins.

    Returns:
        The sets, those with more actors first, then those with the least actor.

    Complexity: O(m + p) for the p <= `max_pairs_per_add` m pairs of actors of one target each, and
        for the links of these the sum over links of the links of one end.
    """
    sets, links = np.full(n, -1, np.int32), np.zeros(n, np.int32)
    kept, popular = _compared(actors, targets, limits)
    compared, numbers = np.unique(actors[kept], return_inverse=True)
    if compared.size > limits.min_links:
        order = np.argsort(numbers, kind="stable")
        edges = (numbers[order].astype(np.int32), targets[kept][order])
        # Who shares too little is not compared, and says how little chance gives.
        degrees = np.bincount(actors[~popular], minlength=n)
        counted = (degrees[actors] >= limits.min_targets) & ~popular
        everything = (actors[counted], targets[counted])
        graph = _linked_sets(edges, everything, np.bincount(targets), compared, limits, sets)
        links[compared] = np.diff(graph.indptr)
    return Lockstep(sets, links, compared.size)


def _linked_sets(
    edges: tuple[Ints, Ints],
    everything: tuple[Ints, Ints],
    counts: Longs,
    compared: Ints,
    limits: Limits,
    sets: Ints,
) -> Csr:
    """Write the sets of those compared; return the links inside them."""
    classes = _classes(counts, edges[1])
    for generosity in _PASSES:
        chances = _chances(*everything, classes, sets)[compared]
        graph = _linked(*edges, classes, chances, generosity * limits.chance_links)
        for _ in range(_ROUNDS):
            graph = graph.only(inner_links(graph, limits.min_similarity))
        graph, sets[compared] = held_together(graph, limits.min_links)
        for _ in range(_ROUNDS):
            devoted = devoted_actors(*everything, counts, sets, limits.min_share)[compared]
            graph = graph.only(devoted[graph.sources] & devoted[graph.indices])
            graph, sets[compared] = held_together(graph, limits.min_links)
    return graph


def _compared(actors: Ints, targets: Ints, limits: Limits) -> tuple[Flags, Flags]:
    """Return which edges are compared, and which go to hubs."""
    kept = bicore(actors, targets, limits.min_targets, 2)
    popular = np.zeros(actors.size, np.bool_)
    popular[kept] = hubs(targets[kept], limits.max_pairs_per_add)
    kept &= ~popular
    # Without hubs some have too few again.
    kept[kept] = bicore(actors[kept], targets[kept], limits.min_targets, 2)
    return kept, popular


def _collision(actors: Ints, targets: Ints, sets: Ints) -> float:
    """Return how likely two edges of different actors, and of different sets, have one target."""
    degrees = np.bincount(targets)
    alone = np.arange(sets.size, dtype=np.int32) + sets.max() + 1
    circles = np.where(sets >= 0, sets, alone)[actors]
    sizes = np.bincount(circles).astype(np.float64)
    inside = sets[actors] >= 0
    _, common = np.unique(pair_numbers(circles[inside], targets[inside]), return_counts=True)
    alike = np.sum(degrees * (degrees - 1.0)) - np.sum(common * (common - 1.0))
    # As if there were one more: what never was seen may happen.
    return float((alike + 1.0) / max(targets.size**2 - np.sum(sizes * sizes), 1.0))


def _classes(counts: Longs, targets: Ints) -> Ints:
    """Return the class of each target, by how many actors it has; all have some of the targets."""
    classes = np.ceil(np.log2(np.maximum(counts, 1)) / np.log2(_STEP))
    present = np.unique(classes[targets])
    ranks: Ints = np.searchsorted(present, classes).astype(np.int32)
    return np.minimum(ranks, np.int32(present.size - 1))


def _chances(actors: Ints, targets: Ints, classes: Ints, sets: Ints) -> Floats:
    """Return for each actor and class what, times another's, is how many targets they share."""
    chances = np.zeros((sets.size, int(classes.max()) + 1))
    for number in np.unique(classes[targets]):
        inside = classes[targets] <= number
        degrees = np.bincount(actors[inside], minlength=sets.size)
        chance = _collision(actors[inside], targets[inside], sets)
        chances[:, number] = degrees * np.sqrt(chance)
    return chances


def _linked(
    actors: Ints, targets: Ints, classes: Ints, chances: Floats, chance_links: float
) -> Csr:
    """Return the links of actors that share more targets than chance gives, both ways.

    The edges stand in order of their actors. What two share by chance is, class by class, the
    product of what `chances` has of them.
    """
    n, class_count = chances.shape
    target_starts, target_order = rows_of(targets)
    actor_starts, actor_order = rows_of(actors)
    # For each number of shared targets, the mean up to which so many are no chance.
    most = np.zeros(int(np.diff(actor_starts).max()) + 1)
    most[2:] = gammaincinv(np.arange(2, most.size), min(0.5, chance_links / class_count / n))
    capacity = 4 * n
    while True:
        found = np.empty((capacity, 2), np.int32)
        size = _sweep(
            actor_starts, targets[actor_order], target_starts, actors[target_order],
            classes, chances, most, found,
        )  # fmt: skip
        if size <= capacity:
            firsts, seconds = found[:size, 0], found[:size, 1]
            return csr(np.concatenate([firsts, seconds]), np.concatenate([seconds, firsts]), n)
        capacity = size


@compiled(nogil=True)
def _sweep(
    actor_starts: Longs,
    targets_of: Ints,
    target_starts: Longs,
    actors_of: Ints,
    classes: Ints,
    chances: Floats,
    most: Floats,
    found: npt.NDArray[np.int32],
) -> int:
    """Write the linked pairs as far as there is room; return how many there are."""
    n = actor_starts.size - 1
    shared = np.zeros(chances.shape, np.int32)
    is_touched = np.zeros(n, np.bool_)
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
                if not is_touched[other]:
                    is_touched[other] = True
                    touched[count] = other
                    count += 1
                shared[other, classes[target]] += 1
        for other in touched[:count]:
            is_touched[other] = False
            if _is_beyond(shared[other], chances[actor], chances[other], most):
                if size < found.shape[0]:
                    found[size, 0], found[size, 1] = actor, other
                size += 1
            shared[other] = 0
    return size


@compiled(nogil=True)
def _is_beyond(shared: Ints, some: Floats, others: Floats, most: Floats) -> bool:
    """Return whether two share more targets than chance, of the classes up to any of them."""
    number = 0
    for rank in range(shared.size):
        number += shared[rank]
        if shared[rank] > 0 and some[rank] * others[rank] <= most[number]:
            return True
    return False
