"""Provide sets of integers as sorted arrays, and the smallest of many numbers, at little cost."""

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


def smallest(numbers: NDArray[np.float64], count: int) -> Ints:
    """Return the positions of the `count` smallest numbers, ascending; equal ones keep their order.

    A full sort of a population for each planted account would take most of the time.
    """
    bound = np.partition(numbers, count - 1)[count - 1]
    near = np.flatnonzero(numbers <= bound)
    return near[np.argsort(numbers[near], kind="stable")][:count]
