"""Find repeated hashes among many without sorting all of them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled

Words = npt.NDArray[np.uint64]

_WORD_BITS = 6
# log2 of the bits a value: with 16 bits a value, few values share a bit by chance.
_SPARE_BITS = 4
_MAX_BITS = 36


def repeated(hashes: Sequence[Words]) -> Words:
    """Return the values that occur more than once, ascending.

    The first pass marks a bit for each value, by its highest bits, and a second bit if the first
    was marked before. Only values with a second bit are sorted and compared.

    Args:
        hashes: arrays of uint64 with evenly distributed highest bits.

    Returns:
        uint64[k], distinct and ascending.

    Complexity: O(n) for even hashes, O(n log n) for others; 4 to 8 bytes a value.
    """
    count = sum(some.size for some in hashes)
    bits = min(max(count.bit_length() + _SPARE_BITS, _WORD_BITS), _MAX_BITS)
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
    """Return the values with a marked bit."""
    found = np.empty(hashes.size, np.uint64)
    size = 0
    for value in hashes:
        place = value >> shift
        if bits[place >> np.uint64(_WORD_BITS)] >> (place & np.uint64(63)) & np.uint64(1):
            found[size] = value
            size += 1
    return found[:size].copy()
