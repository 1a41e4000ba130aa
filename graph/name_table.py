"""The compiled loops of the index of names: hash, look up, insert."""

import numba
import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

# What an entry holds: the first 16 bytes, the hash, and where the other bytes begin beside how many
# bytes there are.
HASH, EXTENT = 2, 3
ENTRY_WORDS = 4
_LENGTH_BITS = 24
MAX_LENGTH = (1 << _LENGTH_BITS) - 1
_BLOCK = 1 << 10

_HIGH = np.uint64(0xFFFFFFFF00000000)
_LOW = np.uint64(0x00000000FFFFFFFF)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_MIX_LAST = np.uint64(0x94D049BB133111EB)


@numba.njit(cache=True, nogil=True, inline="always")
def _word(letters: Bytes, start: int, size: int) -> np.uint64:
    """Return up to 8 bytes as one number, the first of them lowest."""
    if size >= 8:
        return (
            np.uint64(letters[start])
            | np.uint64(letters[start + 1]) << np.uint64(8)
            | np.uint64(letters[start + 2]) << np.uint64(16)
            | np.uint64(letters[start + 3]) << np.uint64(24)
            | np.uint64(letters[start + 4]) << np.uint64(32)
            | np.uint64(letters[start + 5]) << np.uint64(40)
            | np.uint64(letters[start + 6]) << np.uint64(48)
            | np.uint64(letters[start + 7]) << np.uint64(56)
        )
    word = np.uint64(0)
    for place in range(size):
        word |= np.uint64(letters[start + place]) << np.uint64(8 * place)
    return word


@numba.njit(cache=True, nogil=True)
def hash_all(letters: Bytes, offsets: Ints, hashes: Words) -> int:
    """Hash each name; return the greatest length."""
    longest = 0
    for row in range(offsets.size - 1):
        start, end = offsets[row], offsets[row + 1]
        longest = max(longest, end - start)
        value = _ODD ^ np.uint64(end - start)
        while start < end:
            value = (value ^ _word(letters, start, min(8, end - start))) * _MIX
            value ^= value >> np.uint64(32)
            start += 8
        value *= _MIX_LAST
        hashes[row] = value ^ (value >> np.uint64(29))
    return longest


@numba.njit(cache=True, nogil=True)
def _differs(
    letters: Bytes,
    start: int,
    size: int,
    value: np.uint64,
    entries: Words,
    number: int | np.int64,
    tails: Bytes,
) -> bool:
    """Return whether a name is another than an entry's."""
    extent = (entries[number, EXTENT] & np.uint64(MAX_LENGTH)) ^ np.uint64(size)
    other = (entries[number, HASH] ^ value) | extent
    other |= entries[number, 0] ^ _word(letters, start, min(8, size))
    other |= entries[number, 1] ^ _word(letters, start + 8, min(8, max(0, size - 8)))
    if other != np.uint64(0):
        return True
    tail = np.int64(entries[number, EXTENT] >> np.uint64(_LENGTH_BITS))
    for place in range(16, size):  # noqa: SIM110 (no generators in compiled code)
        if letters[start + place] != tails[tail + place - 16]:
            return True
    return False


@numba.njit(cache=True, nogil=True)
def look_up(
    letters: Bytes,
    offsets: Ints,
    is_valid: npt.NDArray[np.bool_],
    hashes: Words,
    slots: Words,
    entries: Words,
    tails: Bytes,
    found: npt.NDArray[np.int32],
) -> int:
    """Find the names that are in the index, -1 for the others; return how many those are.

    A block of rows takes each step together, so that no row waits for the memory of another: where
    it might be, which entry that is, whether it is that one.
    """
    mask = np.uint64(slots.size - 1)
    near = np.empty(_BLOCK, np.uint64)
    likely = np.empty((_BLOCK, ENTRY_WORDS), np.uint64)
    missing = 0
    for first in range(0, hashes.size, _BLOCK):
        size = min(_BLOCK, hashes.size - first)
        for row in range(size):
            near[row] = slots[hashes[first + row] & mask]
        for row in range(size):
            place, slot = hashes[first + row] & mask, near[row]
            while slot != np.uint64(0) and (slot ^ hashes[first + row]) & _HIGH != np.uint64(0):
                place = (place + np.uint64(1)) & mask
                slot = slots[place]
            found[first + row] = np.int64(slot & _LOW) - 1
        for row in range(size):
            number = max(0, found[first + row])
            for word in range(ENTRY_WORDS):
                likely[row, word] = entries[number, word]
        for row in range(size):
            start = offsets[first + row]
            length = offsets[first + row + 1] - start
            if found[first + row] < 0 or _differs(
                letters, start, length, hashes[first + row], likely, row, tails
            ):
                found[first + row] = -1
                missing += is_valid[first + row]
    return missing


@numba.njit(cache=True, nogil=True, inline="always")
def _place_of(
    letters: Bytes,
    start: int,
    size: int,
    value: np.uint64,
    slots: Words,
    entries: Words,
    tails: Bytes,
) -> np.uint64:
    """Return the slot of a name, or the empty one where it belongs."""
    mask = np.uint64(slots.size - 1)
    place = value & mask
    while slots[place] != np.uint64(0):
        number = np.int64(slots[place] & _LOW) - 1
        if (slots[place] ^ value) & _HIGH == np.uint64(0) and not _differs(
            letters, start, size, value, entries, number, tails
        ):
            break
        place = (place + np.uint64(1)) & mask
    return place


@numba.njit(cache=True, nogil=True)
def insert(
    letters: Bytes,
    offsets: Ints,
    is_valid: npt.NDArray[np.bool_],
    hashes: Words,
    slots: Words,
    entries: Words,
    tails: Bytes,
    count: int,
    tail_size: int,
    found: npt.NDArray[np.int32],
    fresh: Ints,
) -> tuple[int, int]:
    """Number the names that were not found; return the new count and size of tails."""
    former = count
    for row in range(hashes.size):
        if found[row] >= 0 or not is_valid[row]:
            continue
        value, start = hashes[row], offsets[row]
        size = offsets[row + 1] - start
        place = _place_of(letters, start, size, value, slots, entries, tails)
        if slots[place] == np.uint64(0):
            entries[count, 0] = _word(letters, start, min(8, size))
            entries[count, 1] = _word(letters, start + 8, min(8, max(0, size - 8)))
            entries[count, HASH] = value
            extent = np.uint64(tail_size) << np.uint64(_LENGTH_BITS)
            entries[count, EXTENT] = extent | np.uint64(size)
            for rest in range(16, size):
                tails[tail_size] = letters[start + rest]
                tail_size += 1
            fresh[count - former] = row
            count += 1
            slots[place] = (value & _HIGH) | np.uint64(count)
        found[row] = np.int64(slots[place] & _LOW) - 1
    return count, tail_size


@numba.njit(cache=True, nogil=True)
def fill(slots: Words, entries: Words, count: int) -> None:
    """Put every entry into an empty table."""
    mask = np.uint64(slots.size - 1)
    for number in range(count):
        value = entries[number, HASH]
        place = value & mask
        while slots[place] != np.uint64(0):
            place = (place + np.uint64(1)) & mask
        slots[place] = (value & _HIGH) | np.uint64(number + 1)
