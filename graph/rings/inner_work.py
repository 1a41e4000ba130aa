"""Tells who of a set acts with the others of it, and who acts on everybody."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from graph.accounts.sliding_window import rows_of
from graph.rings.pairs import pair_numbers

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def devoted_actors(
    actors: Ints, targets: Ints, actor_counts: Longs, sets: Ints, least_share: float
) -> Flags:
    """Return which actors share enough of their edges with others of their set.

    An edge is shared in full with as many others as the median one that is shared at all, or more.
    What mostly others act on, say a bot that everybody adds, is not shared in the set.

    Args:
        actors: int32[m], dense numbers from 0.
        targets: int32[m], on whom each acted; an (actor, target) stands once.
        actor_counts: int64[targets], how many actors each target has, others than these too.
        sets: int32[actors], the set of each actor, -1 for none.
        least_share: so much of what the median member of its set shares a member must.

    Returns:
        bool[actors], False for those of no set.

    Complexity: O(m log m).
    """
    devoted = np.zeros(sets.size, np.bool_)
    inside = np.flatnonzero(sets[actors] >= 0)
    pairs = pair_numbers(sets[actors[inside]], targets[inside])
    _, places, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    others = np.zeros(actors.size)
    others[inside] = counts[places] - 1
    others[2 * (others + 1) < actor_counts[targets]] = 0
    for edges in _each(sets[actors]):
        most = np.median(others[edges][others[edges] > 0]) if others[edges].any() else 1.0
        others[edges] = np.minimum(others[edges] / most, 1.0)
    degrees = np.bincount(actors, minlength=sets.size)
    share = np.bincount(actors, others, sets.size) / np.maximum(degrees, 1)
    for members in _each(sets):
        devoted[members] = share[members] >= least_share * np.median(share[members])
    return devoted


def _each(sets: Ints) -> Iterator[Longs]:
    """Give the places of each set, by its number."""
    starts, order = rows_of(sets + 1)
    for first, last in pairwise(starts[1:].tolist()):
        yield order[first:last]
