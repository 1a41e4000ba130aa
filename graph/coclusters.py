"""Finds sets of actors that act on the same targets, two by two no more than others do."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.communities import communities, modularity
from graph.cores import two_sides
from graph.devotion import devoted_actors
from graph.pairs import dealt, hubs

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Without some members others share less: once more is enough.
_ROUNDS = 2
# Sets of chance that are at most so many times larger or smaller say how much chance shares,
# or the one nearest in size.
_SIZES = 3.0
# Fewer actors are not taken for several sets.
_LEAST_TO_SPLIT = 20


@dataclass(frozen=True)
class Limits:
    """Which sets count.

    `least_targets`: who acts on fewer has too little to share. `least_actors`: fewer are no set.
    `least_share`: the median member of a set shares some of its targets with others of it; whoever
    shares less than so much of that share acts on everybody, and so on those too. `pairs_per_edge`:
    targets with the most actors are left out until so few pairs of actors remain. `least_inside`:
    such a share of its targets the median member must have in its set, as a few bots make none;
    `chance_ratio`: and so many times that of any set of about that size where chance deals out the
    same edges. `split_ratio`: so many times more modularity than chance gives it makes a set
    several.
    """

    least_targets: int = 20
    least_actors: int = 5
    least_share: float = 0.6
    pairs_per_edge: int = 20
    least_inside: float = 0.33
    chance_ratio: float = 1.25
    split_ratio: float = 1.5


@dataclass(frozen=True)
class _Edges:
    """Who acted on whom, and to which set each actor and each target belongs, -1 for none."""

    actors: Ints
    targets: Ints
    actor_sets: Ints
    target_sets: Ints

    def medians(self, least_actors: int) -> list[tuple[Longs, float]]:
        """Return the actors of each set that is large enough.

        With them stands the median of the shares of their edges that go to targets of the set.
        """
        n = self.actor_sets.size
        inside = self.actor_sets[self.actors] == self.target_sets[self.targets]
        inside &= self.actor_sets[self.actors] >= 0
        degrees = np.bincount(self.actors, minlength=n)
        shares = np.bincount(self.actors, inside, n) / np.maximum(degrees, 1)
        order = np.argsort(self.actor_sets, kind="stable")
        order = order[self.actor_sets[order] >= 0]
        firsts = np.flatnonzero(np.diff(self.actor_sets[order])) + 1
        return [
            (members, float(np.median(shares[members])))
            for members in np.split(order, firsts)
            if members.size >= least_actors
        ]


def coclusters(actors: Ints, targets: Ints, n: int, limits: Limits, seed: int = 0) -> Ints:
    """Return the sets of actors that share their targets with one another.

    They are the actors of the communities of the two-sided graph, each of which is taken apart for
    as long as its parts hold together more than chance gives, for in a large graph small
    communities pass for one (Fortunato and Barthelemy 2007). Who shares little with the others of
    its set goes. Then a set must have more in common than one of its size where chance deals out
    the same edges. As all edges of a set speak together, a ring is seen whose accounts two by two
    have no more in common than others (which pairs are: SynchroTrap, Cao et al., CCS 2014). Hours
    play no part: a ring may spread over the week.

    Args:
        actors: int32[m], who acted, 0 <= a < n.
        targets: int32[m], on whom, dense numbers from 0; an (actor, target) stands once.
        n: how many actors there are.
        limits: which sets count.
        seed: of chance and of the search; the same gives the same, of the same numbers: others may
            lead the search elsewhere.

    Returns:
        int32[n], the set of each actor, those with more actors first, -1 for none.

    Complexity: about O(m log m).
    """
    sets = np.full(n, -1, np.int32)
    counted = ~hubs(targets, limits.pairs_per_edge)
    counted &= np.bincount(actors[counted], minlength=n)[actors] >= limits.least_targets
    if not counted.any():
        return sets
    edges = actors[counted], targets[counted]
    found = _devoted(*edges, n, limits, seed)
    by_chance = _devoted(*dealt(*edges, seed), n, limits, seed)
    chance = by_chance.medians(limits.least_actors)
    kept = [
        members
        for members, share in found.medians(limits.least_actors)
        if share >= limits.least_inside
        and share > limits.chance_ratio * _usual(chance, members.size)
    ]
    for number, members in enumerate(sorted(kept, key=lambda some: (-some.size, some[0]))):
        sets[members] = number
    return sets


def _usual(chance: list[tuple[Longs, float]], size: int) -> float:
    """Return the greatest share of the sets of chance that are about as large; 0 without any."""
    ratios = [max(members.size, size) / min(members.size, size) for members, _ in chance]
    most = max(_SIZES, min(ratios, default=0.0))
    shares = (share for (_, share), ratio in zip(chance, ratios, strict=True) if ratio <= most)
    return max(shares, default=0.0)


def _devoted(actors: Ints, targets: Ints, n: int, limits: Limits, seed: int) -> _Edges:
    """Return the sets of the actors that share enough with the others of theirs."""
    found = _parted(actors, targets, n, limits, seed)
    sets = found.actor_sets
    counts = np.bincount(targets)
    for _ in range(_ROUNDS):
        devoted = devoted_actors(actors, targets, counts, sets, limits.least_share)
        sets = np.where(devoted, sets, np.int32(-1))
    return _Edges(actors, targets, sets, found.target_sets)


def _parted(actors: Ints, targets: Ints, n: int, limits: Limits, seed: int) -> _Edges:
    """Return the communities that chance gives no reason to take apart."""
    found = _Edges(
        actors, targets, np.full(n, -1, np.int32), np.full(int(targets.max()) + 1, -1, np.int32)
    )
    number = 0
    waiting = list(_parts(*_shared(actors, targets), limits, seed, whole=True))
    while waiting:
        edges = waiting.pop()
        parts = _parts(*edges, limits, seed) if edges[0].size else []
        if parts:
            waiting += parts
        else:
            found.actor_sets[edges[0]] = number
            found.target_sets[edges[1]] = number
            number += 1
    return found


def _shared(actors: Ints, targets: Ints) -> tuple[Ints, Ints]:
    """Return the edges to targets of two actors or more."""
    _, places, counts = np.unique(targets, return_inverse=True, return_counts=True)
    shared = counts[places] > 1
    return actors[shared], targets[shared]


def _parts(
    actors: Ints, targets: Ints, limits: Limits, seed: int, *, whole: bool = False
) -> list[tuple[Ints, Ints]]:
    """Return the edges of each community, none where chance makes as much of them."""
    some, codes = np.unique(actors, return_inverse=True)
    if not whole and some.size < _LEAST_TO_SPLIT:
        return []
    rows: Ints = codes.astype(np.int32)
    columns: Ints = np.unique(targets, return_inverse=True)[1].astype(np.int32)
    links = _links(rows, columns)
    labels = communities(links, seed)
    if not whole:
        by_chance = _links(*dealt(rows, columns, seed))
        usual = modularity(by_chance, communities(by_chance, seed))
        if modularity(links, labels) <= limits.split_ratio * usual:
            return []
    sizes = np.bincount(labels[: some.size], minlength=int(labels.max(initial=-1)) + 1)
    numbers = labels[rows]
    inside = (numbers == labels[some.size + columns]) & (sizes[numbers] >= limits.least_actors)
    order = np.flatnonzero(inside)[np.argsort(numbers[inside], kind="stable")]
    firsts = np.flatnonzero(np.diff(numbers[order])) + 1
    return [
        edges
        for edge in np.split(order, firsts)
        if (edges := _shared(actors[edge], targets[edge]))[0].size
        and np.unique(edges[0]).size >= limits.least_actors
    ]


def _links(actors: Ints, targets: Ints) -> csr_array:
    """Return the two-sided graph of edges between dense numbers, the targets behind the actors."""
    counts = [int(side.max(initial=-1)) + 1 for side in (actors, targets)]
    sides = two_sides(actors, targets, *counts)
    ones = np.ones(sides.neighbours.size)
    links = csr_array((ones, sides.neighbours, sides.starts), shape=(sum(counts), sum(counts)))
    links.sort_indices()
    return links
