"""Merge sets that overlap, found by different methods or in different places."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Limits:
    """The share of the smaller set that must be in the other one to merge them, 0 < share <= 1."""

    min_share: float


def merge_by_overlap(
    sets: Ints,
    members: Ints,
    limits: Limits,
    work: csr_array | None = None,
    min_likeness: float = 0.0,
) -> Ints:
    """Return the merged set of each row.

    Two sets merge if at least a share of the smaller one's members are in the other (the overlap
    coefficient; Szymkiewicz 1934); merging is transitive. A ring inside a large unrelated set must
    not merge with it. So if `work` is given, the members of the smaller set must share with the
    rest of the larger one, for each pair of members, at least a part of what they share with each
    other.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        limits: the minimum share.
        work: int32[members, targets], 1 if a member acted on a target; None: unknown.
        min_likeness: that part, >= 0; a set whose members share nothing passes.

    Returns:
        int32[m]: sets with more members first, then by their lowest member.

    Raises:
        ValueError: on a share out of range.

    Complexity: O(m log m + p) for the p pairs of sets that one member is in, counted once a member;
        with `work`, the actions of the overlapping pairs in addition.
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
    """Return how similar each smaller set is to the rest of the larger one.

    The mean number of targets that a pair across shares, over the mean of a pair within.
    """
    counts = matrix @ work
    inside = matrix[smaller].multiply(matrix[larger])
    own = counts[smaller]
    # Take the counts of a large set once, however many small ones overlap it.
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
