"""Settles who is in which set, of sets found in several ways."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.rings.leave_one_out import Crowd
from graph.rings.membership import belonging
from graph.rings.outcome_outliers import Deeds, receptions
from graph.rings.overlap_merge import Limits as Overlap
from graph.rings.overlap_merge import fused
from graph.rings.pairs import pair_numbers

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Without some members others share less: once more is enough.
_ROUNDS = 2
# A set of whose members a smaller share is in any set is settled by itself.
_LEAST_KEPT = 0.4


@dataclass(frozen=True)
class Limits(Overlap):
    """What makes sets one, and a member of one.

    `min_share`, `min_likeness`: as `fused` takes them. `min_work`: whoever does less than so
    much of what the median member does is none; `min_closeness`: nor is who falls short of such a
    part of the upper quartile, as `belonging` takes it. `min_account_count`: fewer that are left
    are no set.
    """

    min_likeness: float
    min_work: float
    min_closeness: float
    min_account_count: int


@dataclass(frozen=True)
class Settled:
    """Sets of which each member is in one, and what has become of those that they were.

    `wholes`: int32[m], the number of the whole that each row given became part of. `sets`,
    `members`: int32[k], who is in which set in the end; `origins`: int32[sets], of which whole each
    set is what is left, or one of two.
    """

    wholes: Ints
    sets: Ints
    members: Ints
    origins: Ints


def settled(
    sets: Ints, members: Ints, is_apart: Flags, deeds: Deeds, crowd: Crowd, limits: Limits
) -> Settled:
    """Return sets found in several ways as one where they are, each member in the closest one.

    A set of which few members are in any set in the end, as closer ones of its whole hide it, is
    settled by itself.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        is_apart: bool[m], True where a set was found by something else than shared work: who is in
            such a one need not share any.
        deeds: on whom members acted.
        crowd: how often everybody acted on these, to whom they were strangers.
        limits: what makes sets one, and a member of one.

    Raises:
        ValueError: on a share out of range.

    Complexity: those of `fused` and `belonging`.
    """
    wholes = fused(sets, members, limits, deeds.work, limits.min_likeness)
    done = _settled(wholes, members, is_apart, deeds, crowd, limits)
    is_lost = _lost(sets, members, done)
    if is_lost.any():
        alone = np.where(is_lost[sets], wholes.max() + 1 + sets, wholes)
        wholes = np.unique(alone, return_inverse=True)[1].astype(np.int32)
        done = _settled(wholes, members, is_apart, deeds, crowd, limits)
    return done


def _settled(
    wholes: Ints, members: Ints, is_apart: Flags, deeds: Deeds, crowd: Crowd, limits: Limits
) -> Settled:
    """Return what is left of wholes, each member in the closest one."""
    work = deeds.work
    pairs, places = np.unique(np.column_stack([wholes, members]), axis=0, return_inverse=True)
    need_not = np.bincount(places, is_apart, len(pairs)) > 0
    joined, joining = pairs.T
    rows = closest(joined, joining, work)
    for _ in range(_ROUNDS):
        rows = rows[need_not[rows] | sharers(joined[rows], joining[rows], work, limits.min_work)]
    rows = rows[np.lexsort((joining[rows], joined[rows]))]
    taken = receptions(joined[rows], joining[rows], deeds)
    parts = belonging(
        joined[rows], joining[rows], need_not[rows], work, crowd, taken, limits.min_closeness
    )
    rows, parts = rows[parts >= 0], parts[parts >= 0]
    halves = 2 * joined[rows] + parts
    is_set = np.bincount(halves)[halves] >= limits.min_account_count
    origins, numbers = np.unique(halves[is_set], return_inverse=True)
    return Settled(wholes, numbers.astype(np.int32), joining[rows[is_set]], origins // 2)


def _lost(sets: Ints, members: Ints, done: Settled) -> Flags:
    """Return of which sets that were fused few members are in any set in the end."""
    counts = np.bincount(sets)
    wholes = np.zeros(counts.size, np.int32)
    wholes[sets] = done.wholes
    is_fused = np.bincount(wholes)[wholes] > 1
    kept = np.bincount(sets, np.isin(members, done.members))
    is_lost: Flags = is_fused & (kept < _LEAST_KEPT * counts)
    return is_lost


def closest(sets: Ints, members: Ints, work: csr_array) -> Longs:
    """Return the row of each member in the set with whose others it shares most.

    Args:
        sets: int32[m], dense numbers from 0, which decide where it shares as much with two.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        work: int32[members, targets], above 0 where a member acted on a target.

    Returns:
        int64[distinct members], rows in the order of the members.

    Complexity: O(m log m), and the acts of the members of each set.
    """
    rows, counts = _together(sets, members, work)
    common = np.bincount(rows, counts - 1, sets.size)
    others = np.maximum(np.bincount(sets)[sets] - 1, 1)
    order = np.lexsort((sets, -common / others, members))
    chosen: Longs = order[np.unique(members[order], return_index=True)[1]]
    return chosen


def sharers(sets: Ints, members: Ints, work: csr_array, least_share: float) -> Flags:
    """Return which rows are of members that do some share of what the median one of their set does.

    What a member does is on how many targets it acted on which others of the set acted too.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0, each once.
        work: int32[members, targets], above 0 where a member acted on a target.
        least_share: from 0 on.

    Returns:
        bool[m], all True for a set whose median member shares nothing.

    Complexity: O(m log m), and the acts of the members.
    """
    rows, counts = _together(sets, members, work)
    shared = np.bincount(rows, counts > 1, sets.size)
    done: Flags = np.ones(sets.size, np.bool_)
    order = np.argsort(sets, kind="stable")
    for those in np.split(order, np.flatnonzero(np.diff(sets[order])) + 1):
        if those.size:
            done[those] = shared[those] >= least_share * np.median(shared[those])
    return done


def _together(sets: Ints, members: Ints, work: csr_array) -> tuple[Longs, Longs]:
    """Return for each act of each row's member the row, and how many of its set did the same."""
    acted = work[members]
    rows = np.repeat(np.arange(sets.size), np.diff(acted.indptr))
    keys = pair_numbers(sets[rows], acted.indices)
    _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return rows, counts[places]
