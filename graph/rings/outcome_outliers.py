"""Tells who of a set is welcome to those whom the set acts on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled
from graph.rings.pairs import pair_numbers
from graph.scoring.proportion import chance_of_more

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# What became of an act on a stranger; or it was on one who lists the actor.
UNKNOWN, SILENT, GONE, ANSWERED, LISTED = range(1, 6)
# Who is taken so much better than the others of its set by a smaller chance is none of them.
_CHANCE = 0.05
# So much do members of one set differ in how they are taken: some are old, and have friends.
_SPREAD = 0.03
# Any smaller chance is none.
_LEAST = 1e-300


@dataclass(frozen=True)
class Deeds:
    """On whom members acted, of those whom two actors or more did to whom they were strangers.

    `acts`: int32[members, targets], where a member acted on a target what became of it: UNKNOWN,
    SILENT, GONE or ANSWERED, or LISTED where it is no stranger to the target. `target_members`:
    int32[targets], which member a target is, -1 for others.
    """

    acts: csr_array
    target_members: Ints

    @cached_property
    def work(self) -> csr_array:
        """int32[members, targets], 1 for an act on a stranger: such is the work a set shares."""
        kept = self.acts.tocoo()
        ends = tuple(side[kept.data != LISTED] for side in kept.coords)
        return csr_array((np.ones(ends[0].size, np.int32), ends), shape=kept.shape)


def receptions(sets: Ints, members: Ints, deeds: Deeds) -> Longs:
    """Return how those whom its set acts on as strangers have taken each member.

    Who is in the set itself tells nothing: members list and answer one another as they like.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0, each once.
        deeds: what they did.

    Returns:
        int64[m, LISTED + 1], how many of them a fate, which numbers the column.

    Complexity: O(k log k) for the k acts of the members.
    """
    acts = deeds.acts[members]
    rows = np.repeat(np.arange(sets.size), np.diff(acts.indptr))
    # The last is that of all who are no members.
    own = np.full(deeds.acts.shape[0] + 1, -1, np.int32)
    own[members] = sets
    theirs = pair_numbers(sets[rows], acts.indices)
    counts = np.isin(theirs, theirs[acts.data != LISTED])
    counts &= own[deeds.target_members[acts.indices]] != sets[rows]
    keys = rows[counts] * (LISTED + 1) + acts.data[counts]
    return np.bincount(keys, minlength=sets.size * (LISTED + 1)).reshape(-1, LISTED + 1)


@compiled(nogil=True)
def welcome(receptions: Longs, inside: Flags) -> Flags:
    """Return who is listed and answered more, and fled less, than those inside, beyond chance.

    Each of the three alone tells little of some tens of targets; they are judged together.

    Args:
        receptions: int64[n, LISTED + 1], of candidates of one set, as `receptions` tells.
        inside: bool[n], whom they are held against, but for themselves.

    Returns:
        bool[n].

    Complexity: O(n) tails, each of as many terms as there are targets.

    Reference: chances are combined by Fisher, Statistical Methods for Research Workers, 1932.
    """
    total = receptions[inside].sum(axis=0)
    found = np.zeros(inside.size, np.bool_)
    for place in range(inside.size):
        mine = receptions[place]
        others = total - mine if inside[place] else total
        told, others_told = _told(mine), _told(others)
        chance = _chance(mine[LISTED], mine.sum(), others[LISTED], others.sum())
        chance *= _chance(mine[ANSWERED], told, others[ANSWERED], others_told)
        chance *= _chance(told - mine[GONE], told, others_told - others[GONE], others_told)
        less = -np.log(max(chance, _LEAST))
        found[place] = chance * (1 + less + less * less / 2) < _CHANCE
    return found


@compiled(nogil=True)
def _told(reception: Longs) -> int:
    """Return of how many strangers it is known how they took it."""
    return int(reception[SILENT] + reception[GONE] + reception[ANSWERED])


@compiled(nogil=True)
def _chance(hits: int, count: int, other_hits: int, other_count: int) -> float:
    """Return with what probability there are so many hits where the others have theirs."""
    # By Jeffreys: what nobody else has seen yet is not impossible.
    return chance_of_more(hits, count, (other_hits + 0.5) / (other_count + 1), _SPREAD)
