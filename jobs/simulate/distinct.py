"""Sets of whole numbers as sorted arrays, at a cost that grows as sorting does."""

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.clock import Ints


def distinct(numbers: Ints) -> Ints:
    """Return the numbers in order, each once.

    `np.unique` hashes whole numbers, and among tens of millions of pairs it does not come back.
    """
    ordered = np.sort(numbers)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def among(ordered: Ints, wanted: Ints) -> NDArray[np.bool_]:
    """Return for each wanted number whether it is one of the ordered ones."""
    if not len(ordered):
        return np.zeros(len(wanted), dtype=np.bool_)
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    found: NDArray[np.bool_] = ordered[place] == wanted
    return found
