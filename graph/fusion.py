"""Merges sets that mostly are one, found in different ways or places."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

Ints = npt.NDArray[np.int32]


def fused(sets: Ints, members: Ints, least_share: float) -> Ints:
    """Return for each row the number of the set that its set has become part of.

    Two sets become one where at least a share of the smaller one's members are in the other, and
    all that hang together so are one (the overlap coefficient; Szymkiewicz 1934).

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0; a (set, member) stands once.
        least_share: above 0, to 1.

    Returns:
        int32[m]: sets with more members come first, then those with the least member.

    Raises:
        ValueError: on a share out of range.

    Complexity: O(m log m + p) for the p pairs of sets that one member is in, counted once a member.
    """
    if not 0 < least_share <= 1:
        raise ValueError(f"a share of {least_share}; give one above 0, to 1")
    if not sets.size:
        return np.empty(0, np.int32)
    shape = (int(sets.max()) + 1, int(members.max()) + 1)
    matrix = csr_array((np.ones(sets.size, np.int32), (sets, members)), shape=shape)
    common = (matrix @ matrix.T).tocoo()
    sizes = np.bincount(sets)
    is_close = common.data >= least_share * np.minimum(sizes[common.row], sizes[common.col])
    ends = (common.row[is_close], common.col[is_close])
    close = csr_array((np.ones(ends[0].size, np.int8), ends), shape=(shape[0], shape[0]))
    parts = connected_components(close, directed=False)[1][sets]
    pairs = np.unique(np.column_stack([parts, members]), axis=0)
    _, first, counts = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    ranks = np.empty(counts.size, np.int32)
    ranks[np.lexsort((pairs[first, 1], -counts))] = np.arange(counts.size)
    result: Ints = ranks[parts]
    return result
