"""Provide sets of integers as sorted arrays, at the cost of sorting."""

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.clock import Ints


def distinct(numbers: Ints) -> Ints:
    """Return the distinct numbers in order.

    `np.unique` hashes integers, and takes far too long for tens of millions of pairs.
    """
    ordered = np.sort(numbers)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def among(ordered: Ints, wanted: Ints) -> NDArray[np.bool_]:
    """Return whether each wanted number is among the ordered ones."""
    if not len(ordered):
        return np.zeros(len(wanted), dtype=np.bool_)
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    found: NDArray[np.bool_] = ordered[place] == wanted
    return found
