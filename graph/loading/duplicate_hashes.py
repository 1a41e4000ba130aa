"""Finds the hashes that come more than once among very many, without putting them in order."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled

Words = npt.NDArray[np.uint64]

_WORD_BITS = 6
# Of so many times as many bits, as a power of two, few are shared by chance.
_SPARE_BITS = 4
_MOST_BITS = 36


def repeated(hashes: Sequence[Words]) -> Words:
    """Return, in order, the values that occur more than once.

    A first pass marks a bit for each value, by the value's highest bits, and another bit where the
    first was marked before; only values of the latter are compared.

    Args:
        hashes: some arrays of uint64, whose highest bits are spread evenly.

    Returns:
        uint64[k], distinct and ascending.

    Complexity: O(n) with even hashes, O(n log n) with others; 4 to 8 bytes a value.
    """
    count = sum(some.size for some in hashes)
    bits = min(max(count.bit_length() + _SPARE_BITS, _WORD_BITS), _MOST_BITS)
    once = np.zeros(1 << (bits - _WORD_BITS), np.uint64)
    twice = np.zeros_like(once)
    for some in hashes:
        _mark(some, np.uint64(64 - bits), once, twice)
    likely = [
        np.empty(0, np.uint64),
        *(_marked(some, np.uint64(64 - bits), twice) for some in hashes),
    ]
    found = np.sort(np.concatenate(likely))
    return np.unique(found[1:][found[1:] == found[:-1]])


@compiled(nogil=True)
def _mark(hashes: Words, shift: np.uint64, once: Words, twice: Words) -> None:
    for value in hashes:
        place = value >> shift
        word, bit = place >> np.uint64(_WORD_BITS), np.uint64(1) << (place & np.uint64(63))
        twice[word] |= once[word] & bit
        once[word] |= bit


@compiled(nogil=True)
def _marked(hashes: Words, shift: np.uint64, bits: Words) -> Words:
    """Return the values whose bit is marked."""
    found = np.empty(hashes.size, np.uint64)
    size = 0
    for value in hashes:
        place = value >> shift
        if bits[place >> np.uint64(_WORD_BITS)] >> (place & np.uint64(63)) & np.uint64(1):
            found[size] = value
            size += 1
    return found[:size].copy()
