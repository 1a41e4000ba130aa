"""Find pairs of actors that share more targets than chance, and the sets they form."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import gammaincinv

from graph.accounts.sliding_window import rows_of
from graph.adjacency import adjacency, edge_sources, edge_subset
from graph.kernel import compiled
from graph.rings.cores import bicore, core_components
from graph.rings.inner_work import sharing_actors
from graph.rings.pairs import hubs, pair_numbers
from graph.rings.similarity import inner_links

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Removing links lowers the similarity of others, removing members lowers what others share; two
# rounds are enough.
_ROUNDS = 2
# The factor between the actor counts of two popularity classes of targets.
_STEP = 4
# Until rings are known, their edges count as chance: the first pass allows more chance links.
_PASSES = (8.0, 1.0)


@dataclass(frozen=True)
class Limits:
    """Thresholds of lockstep.

    `min_targets`: actors with fewer targets are left out. `min_links`: the links that each member
    of a set has inside it. `chance_links`: the expected links of an actor by chance; well below the
    5.14 at which a random graph first has a core of four (Pittel, Spencer and Wormald 1996), as
    busy actors have more than others. `min_similarity`: the structural similarity of the ends of a
    link, 0..1; links below it are bridges. `min_share`: the part of the median member's shared
    edges that a member needs; below it, the actor acts on everybody. `max_pairs_per_add`: hubs are
    left out until at most this many pairs of actors an edge remain.
    """

    min_targets: int
    min_links: int
    chance_links: float
    min_similarity: float
    min_share: float
    max_pairs_per_add: int


@dataclass(frozen=True)
class Lockstep:
    """The set of each actor, numbered from 0, -1 for none, and its links in the set.

    int32[actors] each. `actor_count`: the number of actors compared.
    """

    sets: Ints
    links: Ints
    actor_count: int


def lockstep(actors: Ints, targets: Ints, n: int, limits: Limits) -> Lockstep:
    """Return the sets of actors that act in lockstep.

    1. Link two actors that share more targets than the null model allows: an actor has at most
       `chance_links` links by chance. In the configuration model, actors of d1 and d2 targets share
       a Poisson number of targets with mean d1 d2 c, where c is the probability that two edges of
       different actors have the same target. Popular targets make c large, so pairs are tested
       among targets of at most 4 actors, of at most 16, and so on, each with an equal part of
       `chance_links`.
    2. Remove bridges: links whose ends have dissimilar neighbours.
    3. Take the components of the `min_links`-core, without actors that share too little.
    The first pass allows eight times the chance links, as edges of unknown rings count as chance.
    The second pass estimates c from edges of different sets.

    After SynchroTrap (Cao, Yang, Yu and Palow, CCS 2014), with a null model instead of a fixed
    similarity, and without hours, as a ring may spread over the week.

    Args:
        actors: int32[m], 0 <= a < n.
        targets: int32[m], dense numbers from 0; each (actor, target) once.
        n: the number of actors.
        limits: thresholds.

    Returns:
        The sets, larger ones first, then by lowest actor.

    Complexity: O(m + p) for the p <= `max_pairs_per_add` m pairs of actors of one target each, and
        for the links of these the sum over links of the links of one end.
    """
    sets, links = np.full(n, -1, np.int32), np.zeros(n, np.int32)
    kept, popular = _compared(actors, targets, limits)
    compared, numbers = np.unique(actors[kept], return_inverse=True)
    if compared.size > limits.min_links:
        order = np.argsort(numbers, kind="stable")
        edges = (numbers[order].astype(np.int32), targets[kept][order])
        # Actors that are not compared still count for the null model.
        degrees = np.bincount(actors[~popular], minlength=n)
        counted = (degrees[actors] >= limits.min_targets) & ~popular
        everything = (actors[counted], targets[counted])
        graph = _sets_of_links(edges, everything, np.bincount(targets), compared, limits, sets)
        links[compared] = np.diff(graph.indptr)
    return Lockstep(sets, links, compared.size)


def _sets_of_links(
    edges: tuple[Ints, Ints],
    everything: tuple[Ints, Ints],
    counts: Longs,
    compared: Ints,
    limits: Limits,
    sets: Ints,
) -> csr_array:
    """Write the sets of the compared actors; return the links inside the sets."""
    classes = _popularity_classes(counts, edges[1])
    for generosity in _PASSES:
        chances = _expected_factors(*everything, classes, sets)[compared]
        graph = _linked(*edges, classes, chances, generosity * limits.chance_links)
        for _ in range(_ROUNDS):
            graph = edge_subset(graph, inner_links(graph, limits.min_similarity))
        graph, sets[compared] = core_components(graph, limits.min_links)
        for _ in range(_ROUNDS):
            sharing = sharing_actors(*everything, counts, sets, limits.min_share)[compared]
            graph = edge_subset(graph, sharing[edge_sources(graph)] & sharing[graph.indices])
            graph, sets[compared] = core_components(graph, limits.min_links)
    return graph


def _compared(actors: Ints, targets: Ints, limits: Limits) -> tuple[Flags, Flags]:
    """Return which edges are compared, and which go to hubs."""
    kept = bicore(actors, targets, limits.min_targets, 2)
    popular = np.zeros(actors.size, np.bool_)
    popular[kept] = hubs(targets[kept], limits.max_pairs_per_add)
    kept &= ~popular
    # Without hubs, some actors and targets have too few edges again.
    kept[kept] = bicore(actors[kept], targets[kept], limits.min_targets, 2)
    return kept, popular


def _collision_probability(actors: Ints, targets: Ints, sets: Ints) -> float:
    """Return the probability that two edges of different actors and sets have the same target."""
    degrees = np.bincount(targets)
    alone = np.arange(sets.size, dtype=np.int32) + sets.max() + 1
    groups = np.where(sets >= 0, sets, alone)[actors]
    sizes = np.bincount(groups).astype(np.float64)
    inside = sets[actors] >= 0
    _, common = np.unique(pair_numbers(groups[inside], targets[inside]), return_counts=True)
    alike = np.sum(degrees * (degrees - 1.0)) - np.sum(common * (common - 1.0))
    # Add one collision, so that the probability is above 0.
    return float((alike + 1.0) / max(targets.size**2 - np.sum(sizes * sizes), 1.0))


def _popularity_classes(counts: Longs, targets: Ints) -> Ints:
    """Return the popularity class of each target, by its number of actors; no class is empty."""
    classes = np.ceil(np.log2(np.maximum(counts, 1)) / np.log2(_STEP))
    present = np.unique(classes[targets])
    ranks: Ints = np.searchsorted(present, classes).astype(np.int32)
    return np.minimum(ranks, np.int32(present.size - 1))


def _expected_factors(actors: Ints, targets: Ints, classes: Ints, sets: Ints) -> Floats:
    """Return factors by actor and class: the product of two is the expected shared targets."""
    chances = np.zeros((sets.size, int(classes.max()) + 1))
    for number in np.unique(classes[targets]):
        inside = classes[targets] <= number
        degrees = np.bincount(actors[inside], minlength=sets.size)
        chance = _collision_probability(actors[inside], targets[inside], sets)
        chances[:, number] = degrees * np.sqrt(chance)
    return chances


def _linked(
    actors: Ints, targets: Ints, classes: Ints, chances: Floats, chance_links: float
) -> csr_array:
    """Return the links of actors that share more targets than chance, in both directions.

    The edges are in order of their actors. The expected shared targets of two actors in a class
    are the product of their `chances`.
    """
    n, class_count = chances.shape
    target_starts, target_order = rows_of(targets)
    actor_starts, actor_order = rows_of(actors)
    # For each number of shared targets, the greatest expected number at which it is significant.
    max_expected = np.zeros(int(np.diff(actor_starts).max()) + 1)
    max_expected[2:] = gammaincinv(
        np.arange(2, max_expected.size), min(0.5, chance_links / class_count / n)
    )
    capacity = 4 * n
    while True:
        found = np.empty((capacity, 2), np.int32)
        size = _sweep(
            actor_starts, targets[actor_order], target_starts, actors[target_order],
            classes, chances, max_expected, found,
        )  # fmt: skip
        if size <= capacity:
            firsts, seconds = found[:size, 0], found[:size, 1]
            return adjacency(
                np.concatenate([firsts, seconds]), np.concatenate([seconds, firsts]), n
            )
        capacity = size


@compiled(nogil=True)
def _sweep(
    actor_starts: Longs,
    targets_of: Ints,
    target_starts: Longs,
    actors_of: Ints,
    classes: Ints,
    chances: Floats,
    max_expected: Floats,
    found: npt.NDArray[np.int32],
) -> int:
    """Write the linked pairs up to the capacity; return their total number."""
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
                    # The actors of a target are ascending: all before are lower too.
                    break
                if not is_touched[other]:
                    is_touched[other] = True
                    touched[count] = other
                    count += 1
                shared[other, classes[target]] += 1
        for other in touched[:count]:
            is_touched[other] = False
            if _exceeds_chance(shared[other], chances[actor], chances[other], max_expected):
                if size < found.shape[0]:
                    found[size, 0], found[size, 1] = actor, other
                size += 1
            shared[other] = 0
    return size


@compiled(nogil=True)
def _exceeds_chance(shared: Ints, some: Floats, others: Floats, max_expected: Floats) -> bool:
    """Return whether two actors share more targets than chance, up to any popularity class."""
    number = 0
    for rank in range(shared.size):
        number += shared[rank]
        if shared[rank] > 0 and some[rank] * others[rank] <= max_expected[number]:
            return True
    return False
