"""Find members that the targets of their set accept more often than its other members."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled
from graph.rings.pairs import pair_numbers
from graph.scoring.proportion import beta_binomial_tail

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# The outcome of an action on a stranger; LISTED: the target has the actor as a contact.
UNKNOWN, SILENT, GONE, ANSWERED, LISTED = range(1, 6)
# A member with a smaller combined p-value is an outlier.
_SIGNIFICANCE = 0.05
# Correlation of two outcomes of one member: members of a set differ, as some are old accounts.
_CORRELATION = 0.03
# Smaller values are raised to this before the logarithm.
_MIN_PROBABILITY = 1e-300


@dataclass(frozen=True)
class MemberActions:
    """Actions of members on targets that at least two actors acted on as strangers.

    `acts`: int32[members, targets], the outcome of each action: UNKNOWN, SILENT, GONE or ANSWERED;
    LISTED if the target has the member as a contact. `target_members`: int32[targets], the number
    of the member that a target is, -1 for others.
    """

    acts: csr_array
    target_members: Ints

    @cached_property
    def work(self) -> csr_array:
        """Return int32[members, targets], 1 for an action on a stranger."""
        kept = self.acts.tocoo()
        ends = tuple(side[kept.data != LISTED] for side in kept.coords)
        return csr_array((np.ones(ends[0].size, np.int32), ends), shape=kept.shape)


def outcome_counts(sets: Ints, members: Ints, member_actions: MemberActions) -> Longs:
    """Count the outcomes of each member's actions on the strangers that its set acts on.

    Targets in the set itself do not count, as members can accept each other at will.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0, each once.
        member_actions: the actions and their outcomes.

    Returns:
        int64[m, LISTED + 1], a column an outcome.

    Complexity: O(k log k) for the k actions of the members.
    """
    acts = member_actions.acts[members]
    rows = np.repeat(np.arange(sets.size), np.diff(acts.indptr))
    # The last element is for targets that are no members (-1).
    own = np.full(member_actions.acts.shape[0] + 1, -1, np.int32)
    own[members] = sets
    theirs = pair_numbers(sets[rows], acts.indices)
    counts = np.isin(theirs, theirs[acts.data != LISTED])
    counts &= own[member_actions.target_members[acts.indices]] != sets[rows]
    keys = rows[counts] * (LISTED + 1) + acts.data[counts]
    return np.bincount(keys, minlength=sets.size * (LISTED + 1)).reshape(-1, LISTED + 1)


@compiled(nogil=True)
def outcome_outliers(outcome_counts: Longs, inside: Flags) -> Flags:
    """Return which members have more accepted actions than the rest of the set, beyond chance.

    Three tests are combined: more targets have it as a contact, more answer, fewer leave. One of
    them alone has little power with some tens of targets.

    Args:
        outcome_counts: int64[n, LISTED + 1] of the members of one set.
        inside: bool[n], the members to compare with; a member is not compared with itself.

    Returns:
        bool[n].

    Complexity: O(n) tails, each with one term a target.

    Reference: p-values are combined by Fisher, Statistical Methods for Research Workers, 1932.
    """
    total = outcome_counts[inside].sum(axis=0)
    found = np.zeros(inside.size, np.bool_)
    for place in range(inside.size):
        mine = outcome_counts[place]
        others = total - mine if inside[place] else total
        known, others_known = _known_count(mine), _known_count(others)
        product = _tail_probability(mine[LISTED], mine.sum(), others[LISTED], others.sum())
        product *= _tail_probability(mine[ANSWERED], known, others[ANSWERED], others_known)
        product *= _tail_probability(
            known - mine[GONE], known, others_known - others[GONE], others_known
        )
        log_product = -np.log(max(product, _MIN_PROBABILITY))
        found[place] = product * (1 + log_product + log_product * log_product / 2) < _SIGNIFICANCE
    return found


@compiled(nogil=True)
def _known_count(reception: Longs) -> int:
    """Return the number of strangers with a known outcome."""
    return int(reception[SILENT] + reception[GONE] + reception[ANSWERED])


@compiled(nogil=True)
def _tail_probability(hits: int, count: int, other_hits: int, other_count: int) -> float:
    """Return P(at least this many hits) at the rate of the other members."""
    # The Jeffreys prior keeps the rate above 0.
    return beta_binomial_tail(hits, count, (other_hits + 0.5) / (other_count + 1), _CORRELATION)
