"""Find sets of actors that share targets as a whole, even if no pair stands out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.rings.inner_work import sharing_actors
from graph.rings.leave_one_out import log_likelihood_ratios, shared
from graph.rings.pairs import configuration_model, distinct, hubs
from graph.rings.recursive_split import MAX_CUTS, Splits, recursive_split

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Removing members lowers what the others share; two rounds are enough.
_ROUNDS = 2
# Small graphs vary: null samples are drawn until their edges are this many, up to a maximum.
_NULL_EDGES, _NULL_SAMPLES = 100_000, 5
# Null sets up to this many times larger or smaller are compared with, or the one nearest in size.
_SIZES = 3.0


@dataclass(frozen=True)
class Limits(Splits):
    """Thresholds of a set, in addition to those of a split.

    `min_targets`: actors with fewer targets are left out. `min_share`: the part of the median
    member's shared edges that a member needs; below it, the actor acts on everybody.
    `max_pairs_per_add`: hubs are left out until at most this many pairs of actors an edge remain.
    `min_inside`: the share of its targets that the median member has in its set, so that a few
    popular bots make no set. `chance_ratio`: the median log-likelihood ratio over the greatest one
    of a null set of similar size.
    """

    min_targets: int
    min_share: float
    max_pairs_per_add: int
    min_inside: float
    chance_ratio: float


@dataclass(frozen=True)
class _Edges:
    """Edges, and the set of each actor and target, -1 for none."""

    actors: Ints
    targets: Ints
    actor_sets: Ints
    target_sets: Ints

    def shares_inside(self) -> Floats:
        """Return the share of each actor's edges that goes to targets of its set."""
        n = self.actor_sets.size
        inside = self.actor_sets[self.actors] == self.target_sets[self.targets]
        inside &= self.actor_sets[self.actors] >= 0
        degrees = np.bincount(self.actors, minlength=n)
        shares: Floats = np.bincount(self.actors, inside, n) / np.maximum(degrees, 1)
        return shares

    def sets(self, min_actors: int) -> list[tuple[Longs, float]]:
        """Return actors and median log-likelihood ratio of each set that is large enough."""
        counts = np.bincount(self.actor_sets + 1)
        counts[0] = 0
        members = np.flatnonzero(counts[self.actor_sets + 1] >= min_actors)
        members = members[np.argsort(self.actor_sets[members], kind="stable")]
        numbers = self.actor_sets[members]
        ones = np.ones(self.actors.size, np.int32)
        shape = (self.actor_sets.size, self.target_sets.size)
        work, background = shared(csr_array((ones, (self.actors, self.targets)), shape=shape))
        bits = log_likelihood_ratios(numbers, members.astype(np.int32), work, background)
        firsts = np.flatnonzero(np.diff(numbers)) + 1
        return [
            (members[those], float(np.median(bits[those])))
            for those in np.split(np.arange(members.size), firsts)
            if those.size
        ]


def coclusters(actors: Ints, targets: Ints, n: int, limits: Limits, seed: int = 0) -> Ints:
    """Return the sets of actors that share their targets with one another.

    They are the actors of the parts of `recursive_split`, without those that share little with
    their set. The median leave-one-out log-likelihood ratio of a set must exceed that of null sets
    in the configuration model: sets of similar size found there, and random sets of the same size.
    All edges of a set count together, so a ring is found even if no pair of its accounts stands
    out (SynchroTrap, Cao et al., CCS 2014, needs such pairs). Hours are not used, as a ring may
    spread over the week.

    Args:
        actors: int32[m], 0 <= a < n.
        targets: int32[m], dense numbers from 0; each (actor, target) once.
        n: the number of actors.
        limits: thresholds.
        seed: of the null model and the search; the same seed and numbering give the same result.

    Returns:
        int32[n], the set of each actor, larger sets first, -1 for none.

    Complexity: about O(m log m).
    """
    sets = np.full(n, -1, np.int32)
    counted = ~hubs(targets, limits.max_pairs_per_add)
    counted &= np.bincount(actors[counted], minlength=n)[actors] >= limits.min_targets
    if not counted.any():
        return sets
    edges = actors[counted], targets[counted]
    found = _sharing_sets(*edges, n, limits, seed, MAX_CUTS)
    chance = _null_ratios(found, limits, seed)
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
class _NullRatios:
    """The greatest median log-likelihood ratio of null sets, by size.

    `found`: of sets found in the configuration model. `drawn`: of random sets.
    """

    found: dict[int, float]
    drawn: dict[int, float]

    def bits(self, size: int) -> float:
        """Return the greatest ratio of null sets of similar size."""
        ratios = {other: max(other, size) / min(other, size) for other in self.found}
        max_ratio = max(_SIZES, min(ratios.values(), default=0.0))
        bits = [self.found[other] for other, ratio in ratios.items() if ratio <= max_ratio]
        return max(*bits, self.drawn.get(size, 0.0), 0.0)


def _null_ratios(found: _Edges, limits: Limits, seed: int) -> _NullRatios:
    """Return the log-likelihood ratios of sets in the configuration model of the same edges."""
    n = found.actor_sets.size
    acting = distinct(found.actors)
    chance = _NullRatios({}, {})
    sample_count = min(_NULL_SAMPLES, -(-_NULL_EDGES // found.actors.size))
    for number in range(seed, seed + sample_count):
        edges = configuration_model(found.actors, found.targets, number)
        drawn = found.actor_sets.copy()
        drawn[acting] = np.random.default_rng(number).permutation(drawn[acting])
        for members, bits in _Edges(*edges, drawn, found.target_sets).sets(limits.min_actors):
            chance.drawn[members.size] = max(bits, chance.drawn.get(members.size, 0.0))
        # The null model is split into communities, without spectral cuts.
        parts = _sharing_sets(*edges, n, limits, number, max_cuts=0)
        for members, bits in parts.sets(limits.min_actors):
            chance.found[members.size] = max(bits, chance.found.get(members.size, 0.0))
    return chance


def _sharing_sets(
    actors: Ints, targets: Ints, n: int, limits: Limits, seed: int, max_cuts: int
) -> _Edges:
    """Return the sets, without actors that share too little with their set."""
    sets, target_sets = recursive_split(actors, targets, n, limits, seed, max_cuts)
    counts = np.bincount(targets)
    for _ in range(_ROUNDS):
        sharing = sharing_actors(actors, targets, counts, sets, limits.min_share)
        sets = np.where(sharing, sets, np.int32(-1))
    return _Edges(actors, targets, sets, target_sets)
