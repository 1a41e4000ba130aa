"""Consolidate sets found by several methods, so that each account is in one set."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.rings.leave_one_out import Background
from graph.rings.membership import membership
from graph.rings.outcome_outliers import MemberActions, outcome_counts
from graph.rings.overlap_merge import Limits as Overlap
from graph.rings.overlap_merge import merge_by_overlap
from graph.rings.pairs import pair_numbers

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Removing members lowers what the others share; two rounds are enough.
_ROUNDS = 2
# A merged set that keeps a smaller share of its members is consolidated separately.
_MIN_KEPT = 0.4


@dataclass(frozen=True)
class Limits(Overlap):
    """Thresholds of merging and of membership.

    `min_share`, `min_likeness`: see `merge_by_overlap`. `min_work`: a member shares at least this
    part of what the median member shares. `min_closeness`: the `min_share` of `membership`.
    `min_account_count`: smaller sets are dropped.
    """

    min_likeness: float
    min_work: float
    min_closeness: float
    min_account_count: int


@dataclass(frozen=True)
class Consolidation:
    """Disjoint sets, and the merged sets that they come from.

    `merged`: int32[m], the merged set of each row given. `sets`, `members`: int32[k], the set of
    each member. `origins`: int32[sets], the merged set that each set is a part of.
    """

    merged: Ints
    sets: Ints
    members: Ints
    origins: Ints


def consolidate(
    sets: Ints,
    members: Ints,
    is_exempt: Flags,
    member_actions: MemberActions,
    background: Background,
    limits: Limits,
) -> Consolidation:
    """Return disjoint sets: overlapping ones merged, each member in the closest one.

    A set that loses most members to closer sets of its merged set is consolidated separately.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        is_exempt: bool[m], True for sets found by a method that does not need shared targets.
        member_actions: the actions of the members.
        background: the null model of the targets.
        limits: thresholds.

    Raises:
        ValueError: on a share out of range.

    Complexity: that of `merge_by_overlap` and `membership`.
    """
    merged = merge_by_overlap(sets, members, limits, member_actions.work, limits.min_likeness)
    done = _consolidate(merged, members, is_exempt, member_actions, background, limits)
    is_lost = _lost(sets, members, done)
    if is_lost.any():
        alone = np.where(is_lost[sets], merged.max() + 1 + sets, merged)
        merged = np.unique(alone, return_inverse=True)[1].astype(np.int32)
        done = _consolidate(merged, members, is_exempt, member_actions, background, limits)
    return done


def _consolidate(
    merged: Ints,
    members: Ints,
    is_exempt: Flags,
    member_actions: MemberActions,
    background: Background,
    limits: Limits,
) -> Consolidation:
    """Return the members of merged sets, each account in the closest one."""
    work = member_actions.work
    pairs, places = np.unique(np.column_stack([merged, members]), axis=0, return_inverse=True)
    is_exempt_pair = np.bincount(places, is_exempt, len(pairs)) > 0
    joined, joining = pairs.T
    rows = closest(joined, joining, work)
    for _ in range(_ROUNDS):
        rows = rows[
            is_exempt_pair[rows]
            | sharing_members(joined[rows], joining[rows], work, limits.min_work)
        ]
    rows = rows[np.lexsort((joining[rows], joined[rows]))]
    taken = outcome_counts(joined[rows], joining[rows], member_actions)
    parts = membership(
        joined[rows],
        joining[rows],
        is_exempt_pair[rows],
        work,
        background,
        taken,
        limits.min_closeness,
    )
    rows, parts = rows[parts >= 0], parts[parts >= 0]
    halves = 2 * joined[rows] + parts
    is_set = np.bincount(halves)[halves] >= limits.min_account_count
    origins, numbers = np.unique(halves[is_set], return_inverse=True)
    return Consolidation(merged, numbers.astype(np.int32), joining[rows[is_set]], origins // 2)


def _lost(sets: Ints, members: Ints, done: Consolidation) -> Flags:
    """Return which merged sets kept too few of their members."""
    counts = np.bincount(sets)
    merged = np.zeros(counts.size, np.int32)
    merged[sets] = done.merged
    is_merged = np.bincount(merged)[merged] > 1
    kept = np.bincount(sets, np.isin(members, done.members))
    is_lost: Flags = is_merged & (kept < _MIN_KEPT * counts)
    return is_lost


def closest(sets: Ints, members: Ints, work: csr_array) -> Longs:
    """Return the row of each member in the set with which it shares most.

    Args:
        sets: int32[m], dense numbers from 0; on ties the lower number wins.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        work: int32[members, targets], above 0 if a member acted on a target.

    Returns:
        int64[distinct members], rows in the order of the members.

    Complexity: O(m log m), and the actions of the members of each set.
    """
    rows, counts = _common_actions(sets, members, work)
    common = np.bincount(rows, counts - 1, sets.size)
    others = np.maximum(np.bincount(sets)[sets] - 1, 1)
    order = np.lexsort((sets, -common / others, members))
    chosen: Longs = order[np.unique(members[order], return_index=True)[1]]
    return chosen


def sharing_members(sets: Ints, members: Ints, work: csr_array, min_share: float) -> Flags:
    """Return which members share at least a part of what the median member of their set shares.

    What a member shares is the number of its targets that other members acted on.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0, each once.
        work: int32[members, targets], above 0 if a member acted on a target.
        min_share: that part, >= 0.

    Returns:
        bool[m], all True if the median member of the set shares nothing.

    Complexity: O(m log m), and the actions of the members.
    """
    rows, counts = _common_actions(sets, members, work)
    shared = np.bincount(rows, counts > 1, sets.size)
    done: Flags = np.ones(sets.size, np.bool_)
    order = np.argsort(sets, kind="stable")
    for those in np.split(order, np.flatnonzero(np.diff(sets[order])) + 1):
        if those.size:
            done[those] = shared[those] >= min_share * np.median(shared[those])
    return done


def _common_actions(sets: Ints, members: Ints, work: csr_array) -> tuple[Longs, Longs]:
    """Return the row of each action, and how many members of its set have the same target."""
    acted = work[members]
    rows = np.repeat(np.arange(sets.size), np.diff(acted.indptr))
    keys = pair_numbers(sets[rows], acted.indices)
    _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return rows, counts[places]
