"""Finds sets of actors that act on the same targets, two by two no more than others do."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.rings.inner_work import devoted_actors
from graph.rings.leave_one_out import foresight, shared
from graph.rings.pairs import dealt, distinct, hubs
from graph.rings.recursive_split import MAX_CUTS, Splits, parted

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Without some members others share less: once more is enough.
_ROUNDS = 2
# Small graphs differ by chance: their edges are dealt out until they are so many, so often at most.
_DEALT_EDGES, _DEALS = 100_000, 5
# Sets of chance that are at most so many times larger or smaller say how much chance shares,
# or the one nearest in size.
_SIZES = 3.0


@dataclass(frozen=True)
class Limits(Splits):
    """Which sets count, beside when a part is several; fewer than `min_actors` are no set.

    `min_targets`: who acts on fewer has too little to share. `min_share`: the median member of
    a set shares some of its targets with others of it; whoever shares less than so much of that
    share acts on everybody, and so on those too. `max_pairs_per_add`: targets with the most actors
    are left out until so few pairs of actors an edge remain. `min_inside`: such a share of its
    targets the median member must have in its set, as a few bots make none; `chance_ratio`: and the
    others of the set must foresee its acts so many times better than in any set of about that size,
    found or drawn by lot, where chance deals out the same edges.
    """

    min_targets: int
    min_share: float
    max_pairs_per_add: int
    min_inside: float
    chance_ratio: float


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

    They are the actors of the parts of the two-sided graph, as `parted` tells. Who shares little
    with the others of its set goes. Then a set must foresee what its actors do better than one
    where chance deals out the same edges: one found there that is about as large, and one of as
    many actors drawn by lot, as the few who are not in a large set foresee little by themselves. As
    all edges of a set speak together, a ring is seen whose accounts two by two have no more in
    common than others (which pairs are: SynchroTrap, Cao et al., CCS 2014).
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
    counted = ~hubs(targets, limits.max_pairs_per_add)
    counted &= np.bincount(actors[counted], minlength=n)[actors] >= limits.min_targets
    if not counted.any():
        return sets
    edges = actors[counted], targets[counted]
    found = _devoted(*edges, n, limits, seed, MAX_CUTS)
    chance = _by_chance(found, limits, seed)
    inside = found.shares_inside()
    kept = [
        members
        for members, bits in found.sets(limits.min_actors)
        if np.median(inside[members]) >= limits.min_inside
        and bits > limits.chance_ratio * chance.bits(members.size)
    ]
    for number, members in enumerate(sorted(kept, key=lambda some: (-some.size, some[0]))):
        sets[members] = number
    return sets


@dataclass(frozen=True)
class _Chance:
    """The most bits of sets where edges are dealt out by chance, by their size.

    `found`: of those that are found there. `drawn`: of as many actors drawn by lot.
    """

    found: dict[int, float]
    drawn: dict[int, float]

    def bits(self, size: int) -> float:
        """Return the most bits of the sets of chance that are about as large, and so drawn."""
        ratios = {other: max(other, size) / min(other, size) for other in self.found}
        most = max(_SIZES, min(ratios.values(), default=0.0))
        bits = [self.found[other] for other, ratio in ratios.items() if ratio <= most]
        return max(*bits, self.drawn.get(size, 0.0), 0.0)


def _by_chance(found: _Edges, limits: Limits, seed: int) -> _Chance:
    """Return what sets foresee where the same edges are dealt out by chance."""
    n = found.actor_sets.size
    acting = distinct(found.actors)
    chance = _Chance({}, {})
    deals = min(_DEALS, -(-_DEALT_EDGES // found.actors.size))
    for number in range(seed, seed + deals):
        edges = dealt(found.actors, found.targets, number)
        drawn = found.actor_sets.copy()
        drawn[acting] = np.random.default_rng(number).permutation(drawn[acting])
        for members, bits in _Edges(*edges, drawn, found.target_sets).sets(limits.min_actors):
            chance.drawn[members.size] = max(bits, chance.drawn.get(members.size, 0.0))
        # Chance is parted, and gives nothing to cut.
        parts = _devoted(*edges, n, limits, number, max_cuts=0)
        for members, bits in parts.sets(limits.min_actors):
            chance.found[members.size] = max(bits, chance.found.get(members.size, 0.0))
    return chance


def _devoted(
    actors: Ints, targets: Ints, n: int, limits: Limits, seed: int, max_cuts: int
) -> _Edges:
    """Return the sets of the actors that share enough with the others of theirs."""
    sets, target_sets = parted(actors, targets, n, limits, seed, max_cuts)
    counts = np.bincount(targets)
    for _ in range(_ROUNDS):
        devoted = devoted_actors(actors, targets, counts, sets, limits.min_share)
        sets = np.where(devoted, sets, np.int32(-1))
    return _Edges(actors, targets, sets, target_sets)
