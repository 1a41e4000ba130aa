"""Find the members that share targets with their set, and drop those that act on everybody."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from graph.accounts.sliding_window import rows_of
from graph.rings.pairs import pair_numbers

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def sharing_actors(
    actors: Ints, targets: Ints, actor_counts: Longs, sets: Ints, min_share: float
) -> Flags:
    """Return which actors share enough of their edges with others of their set.

    An edge counts in full if at least as many others share it as the median shared edge, else in
    proportion. A target with more than half of its actors outside, such as a popular bot, does not
    count.

    Args:
        actors: int32[m], dense numbers from 0.
        targets: int32[m], dense numbers from 0; each (actor, target) once.
        actor_counts: int64[targets], all actors of each target, also those not given here.
        sets: int32[actors], the set of each actor, -1 for none.
        min_share: the part of the share of its set's median member that a member needs.

    Returns:
        bool[actors], False for those of no set.

    Complexity: O(m log m).
    """
    sharing = np.zeros(sets.size, np.bool_)
    inside = np.flatnonzero(sets[actors] >= 0)
    pairs = pair_numbers(sets[actors[inside]], targets[inside])
    _, places, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    others = np.zeros(actors.size)
    others[inside] = counts[places] - 1
    others[2 * (others + 1) < actor_counts[targets]] = 0
    for edges in _each(sets[actors]):
        median = np.median(others[edges][others[edges] > 0]) if others[edges].any() else 1.0
        others[edges] = np.minimum(others[edges] / median, 1.0)
    degrees = np.bincount(actors, minlength=sets.size)
    share = np.bincount(actors, others, sets.size) / np.maximum(degrees, 1)
    for members in _each(sets):
        sharing[members] = share[members] >= min_share * np.median(share[members])
    return sharing


def _each(sets: Ints) -> Iterator[Longs]:
    """Yield the positions of the members of each set, in order of the sets."""
    starts, order = rows_of(sets + 1)
    for first, last in pairwise(starts[1:].tolist()):
        yield order[first:last]
