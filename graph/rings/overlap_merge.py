"""Merges sets that mostly are one, found in different ways or places."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Limits:
    """When two sets are one: so much of the smaller one is in the other, above 0, to 1."""

    min_share: float


def fused(
    sets: Ints,
    members: Ints,
    limits: Limits,
    work: csr_array | None = None,
    min_likeness: float = 0.0,
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
        limits: the least share.
        work: int32[members, targets], 1 where a member acted on a target; None: it is not known.
        min_likeness: that part, >= 0; sets that share nothing within are as like as any.

    Returns:
        int32[m]: sets with more members come first, then those with the least member.

    Raises:
        ValueError: on a share out of range.

    Complexity: O(m log m + p) for the p pairs of sets that one member is in, counted once a member;
        with `work` that of the close pairs' acts too.
    """
    if not 0 < limits.min_share <= 1:
        raise ValueError(f"a share of {limits.min_share}; give one above 0, to 1")
    if not sets.size:
        return np.empty(0, np.int32)
    matrix = _matrix(sets, members, int(members.max()) + 1 if work is None else work.shape[0])
    common = (matrix @ matrix.T).tocoo()
    sizes = np.bincount(sets)
    ranks = np.argsort(np.argsort(sizes, kind="stable"))
    # Each pair once, the smaller set first.
    is_close = ranks[common.row] < ranks[common.col]
    is_close &= common.data >= limits.min_share * sizes[common.row]
    ends = common.row[is_close], common.col[is_close]
    if work is not None:
        alike = _likeness(matrix, work, *ends) >= min_likeness
        ends = ends[0][alike], ends[1][alike]
    close = csr_array((np.ones(ends[0].size, np.int8), ends), shape=(sizes.size, sizes.size))
    parts = connected_components(close, directed=False)[1][sets]
    pairs = np.unique(np.column_stack([parts, members]), axis=0)
    _, first, counts = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    numbers = np.empty(counts.size, np.int32)
    numbers[np.lexsort((pairs[first, 1], -counts))] = np.arange(counts.size)
    result: Ints = numbers[parts]
    return result


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
