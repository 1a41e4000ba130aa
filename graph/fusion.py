"""Merges sets that mostly are one, found in different ways or places."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.belonging import belonging
from graph.foresight import Crowd
from graph.pairs import pair_numbers

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Without some members others share less: once more is enough.
_ROUNDS = 2


@dataclass(frozen=True)
class Limits:
    """What makes sets one, and a member of one.

    `least_share`, `least_likeness`: as `fused` takes them. `least_work`: whoever does less than so
    much of what the median member does is none; `least_closeness`: nor is who falls short of such a
    part of the upper quartile, as `belonging` takes it. `least_members`: fewer that are left are no
    set.
    """

    least_share: float = 0.6
    least_likeness: float = 0.3
    least_work: float = 0.4
    least_closeness: float = 0.7
    least_members: int = 5


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
    sets: Ints, members: Ints, is_apart: Flags, work: csr_array, crowd: Crowd, limits: Limits
) -> Settled:
    """Return sets found in several ways as one where they are, each member in the closest one.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        is_apart: bool[m], True where a set was found by something else than shared work: who is in
            such a one need not share any.
        work: int32[members, targets], where a member acted on a target that others acted on too,
            what became of it, as `belonging` takes it.
        crowd: how often everybody acted on these.
        limits: what makes sets one, and a member of one.

    Raises:
        ValueError: on a share out of range.

    Complexity: those of `fused` and `belonging`.
    """
    fates, work = work, csr_array((np.ones_like(work.data), work.indices, work.indptr), work.shape)
    wholes = fused(sets, members, limits.least_share, work, limits.least_likeness)
    pairs, places = np.unique(np.column_stack([wholes, members]), axis=0, return_inverse=True)
    need_not = np.bincount(places, is_apart, len(pairs)) > 0
    joined, joining = pairs.T
    rows = closest(joined, joining, work)
    for _ in range(_ROUNDS):
        rows = rows[need_not[rows] | sharers(joined[rows], joining[rows], work, limits.least_work)]
    rows = rows[np.lexsort((joining[rows], joined[rows]))]
    parts = belonging(
        joined[rows], joining[rows], need_not[rows], fates, crowd, limits.least_closeness
    )
    rows, parts = rows[parts >= 0], parts[parts >= 0]
    halves = 2 * joined[rows] + parts
    is_set = np.bincount(halves)[halves] >= limits.least_members
    origins, numbers = np.unique(halves[is_set], return_inverse=True)
    return Settled(wholes, numbers.astype(np.int32), joining[rows[is_set]], origins // 2)


def fused(
    sets: Ints,
    members: Ints,
    least_share: float,
    work: csr_array | None = None,
    least_likeness: float = 0.0,
) -> Ints:
    """Return for each row the number of the set that its set has become part of.

    Two sets become one where at least a share of the smaller one's members are in the other, and
    all that hang together so are one (the overlap coefficient; Szymkiewicz 1934). A small set that
    lies in a crowd with which it has little in common is not the crowd: where it is known on what
    members acted, those of the smaller set must share with the rest of the other as much, for each
    pair of members, as some part of what they share with one another.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        least_share: above 0, to 1.
        work: int32[members, targets], 1 where a member acted on a target; None: it is not known.
        least_likeness: that part, >= 0; sets that share nothing within are as like as any.

    Returns:
        int32[m]: sets with more members come first, then those with the least member.

    Raises:
        ValueError: on a share out of range.

    Complexity: O(m log m + p) for the p pairs of sets that one member is in, counted once a member;
        with `work` that of the close pairs' acts too.
    """
    if not 0 < least_share <= 1:
        raise ValueError(f"a share of {least_share}; give one above 0, to 1")
    if not sets.size:
        return np.empty(0, np.int32)
    matrix = _matrix(sets, members, int(members.max()) + 1 if work is None else work.shape[0])
    common = (matrix @ matrix.T).tocoo()
    sizes = np.bincount(sets)
    ranks = np.argsort(np.argsort(sizes, kind="stable"))
    # Each pair once, the smaller set first.
    is_close = ranks[common.row] < ranks[common.col]
    is_close &= common.data >= least_share * sizes[common.row]
    ends = common.row[is_close], common.col[is_close]
    if work is not None:
        alike = _likeness(matrix, work, *ends) >= least_likeness
        ends = ends[0][alike], ends[1][alike]
    close = csr_array((np.ones(ends[0].size, np.int8), ends), shape=(sizes.size, sizes.size))
    parts = connected_components(close, directed=False)[1][sets]
    pairs = np.unique(np.column_stack([parts, members]), axis=0)
    _, first, counts = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    numbers = np.empty(counts.size, np.int32)
    numbers[np.lexsort((pairs[first, 1], -counts))] = np.arange(counts.size)
    result: Ints = numbers[parts]
    return result


def closest(sets: Ints, members: Ints, work: csr_array) -> Longs:
    """Return the row of each member in the set with whose others it shares most.

    Args:
        sets: int32[m], dense numbers from 0, which decide where it shares as much with two.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        work: int32[members, targets], 1 where a member acted on a target.

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
        work: int32[members, targets], 1 where a member acted on a target.
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


def _matrix(sets: Ints, members: Ints, member_count: int) -> csr_array:
    shape = (int(sets.max(initial=-1)) + 1, member_count)
    return csr_array((np.ones(sets.size, np.int32), (sets, members)), shape=shape)


def _likeness(matrix: csr_array, work: csr_array, smaller: Ints, larger: Ints) -> Floats:
    """Return how much each smaller set shares with what is left of the larger one without it.

    That is what two members share on average, as a share of what two of the smaller set do.
    """
    counts = matrix @ work
    inside = matrix[smaller].multiply(matrix[larger])
    own = counts[smaller]
    # A large set's counts stand once, however many small ones lie in it.
    large, places = np.unique(larger, return_inverse=True)
    shared = (own @ counts[large].T)[np.arange(places.size), places]
    shared -= own.multiply(inside @ work).sum(axis=1)
    size = matrix[smaller].sum(axis=1)
    rest_size = matrix[larger].sum(axis=1) - inside.sum(axis=1)
    within = (own.multiply(own).sum(axis=1) - own.sum(axis=1)) / np.maximum(size * (size - 1), 1)
    across = shared / np.maximum(size * rest_size, 1)
    known = (within > 0) & (rest_size > 0)
    likeness: Floats = np.divide(across, within, out=np.full(size.size, np.inf), where=known)
    return likeness
