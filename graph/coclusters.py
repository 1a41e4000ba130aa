"""Finds sets of actors that act on the same targets, two by two no more than others do."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.communities import communities, modularity
from graph.cores import two_sides
from graph.cuts import cut
from graph.devotion import devoted_actors
from graph.foresight import foresight, shared
from graph.pairs import dealt, distinct, hubs

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
    `chance_ratio`: and the others of the set must foresee its acts so many times better than in any
    set of about that size where chance deals out the same edges. `split_ratio`: so many times more
    modularity than chance gives it makes a set several; `cut_ratio`: and so does a cut so many
    times deeper. `most_cuts`: what has been taken apart so often is cut no more.
    """

    least_targets: int = 20
    least_actors: int = 5
    least_share: float = 0.6
    pairs_per_edge: int = 20
    least_inside: float = 0.33
    chance_ratio: float = 2.0
    split_ratio: float = 1.5
    cut_ratio: float = 1.04
    most_cuts: int = 8


@dataclass(frozen=True)
class _Edges:
    """Who acted on whom, and to which set each actor and each target belongs, -1 for none."""

    actors: Ints
    targets: Ints
    actor_sets: Ints
    target_sets: Ints

    def shares_inside(self) -> Floats:
        """Return which share of each actor's edges goes to targets of its set."""
        n = self.actor_sets.size
        inside = self.actor_sets[self.actors] == self.target_sets[self.targets]
        inside &= self.actor_sets[self.actors] >= 0
        degrees = np.bincount(self.actors, minlength=n)
        shares: Floats = np.bincount(self.actors, inside, n) / np.maximum(degrees, 1)
        return shares

    def sets(self, least_actors: int) -> list[tuple[Longs, float]]:
        """Return the actors of each set that is large enough.

        With them stands by how many bits an act the others of the set foresee the median one.
        """
        counts = np.bincount(self.actor_sets + 1)
        counts[0] = 0
        members = np.flatnonzero(counts[self.actor_sets + 1] >= least_actors)
        members = members[np.argsort(self.actor_sets[members], kind="stable")]
        numbers = self.actor_sets[members]
        ones = np.ones(self.actors.size, np.int32)
        shape = (self.actor_sets.size, self.target_sets.size)
        work, crowd = shared(csr_array((ones, (self.actors, self.targets)), shape=shape))
        bits = foresight(numbers, members.astype(np.int32), work, crowd)
        firsts = np.flatnonzero(np.diff(numbers)) + 1
        return [
            (members[those], float(np.median(bits[those])))
            for those in np.split(np.arange(members.size), firsts)
            if those.size
        ]


def coclusters(actors: Ints, targets: Ints, n: int, limits: Limits, seed: int = 0) -> Ints:
    """Return the sets of actors that share their targets with one another.

    They are the actors of the communities of the two-sided graph, each of which is taken apart for
    as long as its parts hold together more than chance gives, for in a large graph small
    communities pass for one (Fortunato and Barthelemy 2007), or can be cut deeper than chance can,
    for in a dense one large ones fall into fragments. Who shares little with the others of its set
    goes. Then a set must foresee what its actors do better than one of its size where chance deals
    out the same edges. As all edges of a set speak together, a ring is seen whose accounts two by
    two have no more in common than others (which pairs are: SynchroTrap, Cao et al., CCS 2014).
    Hours play no part: a ring may spread over the week.

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
    # Chance is parted, and gives nothing to cut.
    uncut = replace(limits, most_cuts=0)
    chance: dict[int, float] = {}
    for members, bits in _devoted(*dealt(*edges, seed), n, uncut, seed).sets(limits.least_actors):
        chance[members.size] = max(bits, chance.get(members.size, 0.0))
    inside = found.shares_inside()
    kept = [
        members
        for members, bits in found.sets(limits.least_actors)
        if np.median(inside[members]) >= limits.least_inside
        and bits > limits.chance_ratio * _usual(chance, members.size)
    ]
    for number, members in enumerate(sorted(kept, key=lambda some: (-some.size, some[0]))):
        sets[members] = number
    return sets


def _usual(chance: dict[int, float], size: int) -> float:
    """Return the most bits of the sets of chance, by their size, that are about as large.

    0 without any.
    """
    ratios = {other: max(other, size) / min(other, size) for other in chance}
    most = max(_SIZES, min(ratios.values(), default=0.0))
    return max((chance[other] for other, ratio in ratios.items() if ratio <= most), default=0.0)


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
    waiting = [(0, _shared(actors, targets))]
    while waiting:
        depth, edges = waiting.pop()
        parts = _parts(*edges, limits, seed, depth) if edges[0].size else []
        waiting += [(depth + 1, part) for part in parts]
        if depth and not parts:
            found.actor_sets[edges[0]] = number
            found.target_sets[edges[1]] = number
            number += 1
    return found


def _shared(actors: Ints, targets: Ints) -> tuple[Ints, Ints]:
    """Return the edges to targets of two actors or more."""
    _, places, counts = np.unique(targets, return_inverse=True, return_counts=True)
    is_shared = counts[places] > 1
    return actors[is_shared], targets[is_shared]


def _parts(
    actors: Ints, targets: Ints, limits: Limits, seed: int, depth: int
) -> list[tuple[Ints, Ints]]:
    """Return the edges of each part, none where chance makes as much of parts of a part."""
    some, codes = np.unique(actors, return_inverse=True)
    if depth and some.size < _LEAST_TO_SPLIT:
        return []
    rows: Ints = codes.astype(np.int32)
    columns: Ints = np.unique(targets, return_inverse=True)[1].astype(np.int32)
    links = _links(rows, columns)
    labels = communities(links, seed)
    may_cut = depth < limits.most_cuts
    if (depth or may_cut) and not _hold_apart(links, labels, rows, columns, limits, seed):
        sides = cut(rows, columns, limits.cut_ratio, seed) if may_cut else None
        if sides is not None:
            labels = _without_few(sides, some.size, limits.least_actors)
        elif depth:
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
        and distinct(edges[0]).size >= limits.least_actors
    ]


def _hold_apart(
    links: csr_array, labels: Ints, actors: Ints, targets: Ints, limits: Limits, seed: int
) -> bool:
    """Return whether communities hold together so much more than those of the edges by chance."""
    by_chance = _links(*dealt(actors, targets, seed))
    usual = modularity(by_chance, communities(by_chance, seed))
    return modularity(links, labels) > limits.split_ratio * usual


def _without_few(sides: Ints, actor_count: int, least_actors: int) -> Ints:
    """Return the sides such that all targets are on the one, where the other is of too few."""
    counts = np.bincount(sides[:actor_count], minlength=2)
    if counts.min() >= least_actors:
        return sides
    larger = np.full(sides.size - actor_count, np.argmax(counts), np.int32)
    return np.concatenate([sides[:actor_count], larger])


def _links(actors: Ints, targets: Ints) -> csr_array:
    """Return the two-sided graph of edges between dense numbers, the targets behind the actors."""
    counts = [int(side.max(initial=-1)) + 1 for side in (actors, targets)]
    sides = two_sides(actors, targets, *counts)
    ones = np.ones(sides.neighbours.size)
    links = csr_array((ones, sides.neighbours, sides.starts), shape=(sum(counts), sum(counts)))
    links.sort_indices()
    return links
