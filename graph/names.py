"""Gives names dense numbers, millions of rows at a time, as all other kernels need them."""

from dataclasses import dataclass, field

import numba
import numpy as np
import numpy.typing as npt
import pyarrow as pa

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

# What an entry holds: the first 16 bytes, the hash, and where the other bytes begin beside how many
# bytes there are.
_HASH, _EXTENT = 2, 3
_ENTRY_WORDS = 4
_LENGTH_BITS = 24
_MAX_LENGTH = (1 << _LENGTH_BITS) - 1
_FIRST_SLOTS = 1 << 10
_BLOCK = 1 << 10

_HIGH = np.uint64(0xFFFFFFFF00000000)
_LOW = np.uint64(0x00000000FFFFFFFF)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_MIX_LAST = np.uint64(0x94D049BB133111EB)


@dataclass
class NameIndex:
    """Distinct names, numbered from 0 in the order in which they first came.

    Names are told apart by all their bytes; the hash only says where to look. A look-up touches two
    places in memory, and many rows are looked up at once so that the processor waits for none.
    An entry takes 32 bytes, 16 to 32 more in the table, and what of its name goes beyond 16 bytes.
    """

    count: int = 0
    slots: Words = field(default_factory=lambda: np.zeros(_FIRST_SLOTS, np.uint64))
    entries: Words = field(
        default_factory=lambda: np.zeros((_FIRST_SLOTS // 2, _ENTRY_WORDS), np.uint64)
    )
    tails: Bytes = field(default_factory=lambda: np.zeros(1, np.uint8))
    tail_size: int = 0

    def numbers(self, names: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Return the number of each name, and the names that are new, in the order of theirs.

        Args:
            names: string[n] or large_string[n]; nulls have no number.

        Returns:
            int32[n] with the nulls of the names, and string[k]: the names that take the numbers
            count - k .. count - 1.

        Raises:
            ValueError: a name is longer than 16 MB, or there are 2^31 names.

        Complexity: O(bytes); the table doubles before it is half full.
        """
        letters, offsets = _bytes_of(names)
        is_valid = names.is_valid().to_numpy(zero_copy_only=False)
        found = np.empty(len(names), np.int32)
        hashes = np.empty(len(names), np.uint64)
        longest = _hash(letters, offsets, hashes)
        if longest > _MAX_LENGTH:
            raise ValueError(f"a name of {longest} bytes; at most {_MAX_LENGTH}")
        missing = _look_up(
            letters, offsets, is_valid, hashes, self.slots, self.entries, self.tails, found
        )
        fresh = np.empty(0, np.int64)
        if missing:
            self._make_room(missing, int(offsets[-1] - offsets[0]))
            fresh = self._insert(letters, offsets, is_valid, hashes, found, missing)
        taken = names.take(pa.array(fresh)).cast(pa.string())
        return pa.array(found, mask=~is_valid), taken

    def _insert(
        self,
        letters: Bytes,
        offsets: Ints,
        is_valid: npt.NDArray[np.bool_],
        hashes: Words,
        found: npt.NDArray[np.int32],
        missing: int,
    ) -> Ints:
        fresh = np.empty(missing, np.int64)
        former = self.count
        self.count, self.tail_size = _insert(
            letters, offsets, is_valid, hashes, self.slots, self.entries, self.tails,
            self.count, self.tail_size, found, fresh,
        )  # fmt: skip
        return fresh[: self.count - former]

    def _make_room(self, name_count: int, byte_count: int) -> None:
        wanted = self.count + name_count
        if wanted >= 1 << 31:
            raise ValueError("more than 2^31 names")
        if wanted > len(self.entries):
            grown = np.zeros((max(wanted, 2 * len(self.entries)), _ENTRY_WORDS), np.uint64)
            grown[: self.count] = self.entries[: self.count]
            self.entries = grown
        if self.tail_size + byte_count > self.tails.size:
            tails = np.zeros(max(self.tail_size + byte_count, 2 * self.tails.size), np.uint8)
            tails[: self.tail_size] = self.tails[: self.tail_size]
            self.tails = tails
        if 2 * wanted > self.slots.size:
            self.slots = np.zeros(1 << (2 * wanted - 1).bit_length(), np.uint64)
            _fill(self.slots, self.entries, self.count)


def _bytes_of(names: pa.Array) -> tuple[Bytes, Ints]:
    """Return the bytes of all names end to end, and where each begins."""
    _, offsets, data = names.buffers()
    width = np.int64 if pa.types.is_large_string(names.type) else np.int32
    if offsets is None or not len(names):
        return np.zeros(1, np.uint8), np.zeros(1, np.int64)
    places = np.frombuffer(offsets, width)[names.offset : names.offset + len(names) + 1]
    letters = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, "u1")
    return letters.astype(np.uint8, copy=False), places.astype(np.int64)


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
def _hash(letters: Bytes, offsets: Ints, hashes: Words) -> int:
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
    number: int,
    tails: Bytes,
) -> bool:
    """Return whether a name is another than an entry's."""
    extent = (entries[number, _EXTENT] & np.uint64(_MAX_LENGTH)) ^ np.uint64(size)
    other = (entries[number, _HASH] ^ value) | extent
    other |= entries[number, 0] ^ _word(letters, start, min(8, size))
    other |= entries[number, 1] ^ _word(letters, start + 8, min(8, max(0, size - 8)))
    if other != np.uint64(0):
        return True
    tail = np.int64(entries[number, _EXTENT] >> np.uint64(_LENGTH_BITS))
    for place in range(16, size):  # noqa: SIM110 (no generators in compiled code)
        if letters[start + place] != tails[tail + place - 16]:
            return True
    return False


@numba.njit(cache=True, nogil=True)
def _look_up(
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
    likely = np.empty((_BLOCK, _ENTRY_WORDS), np.uint64)
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
            for word in range(_ENTRY_WORDS):
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


@numba.njit(cache=True, nogil=True)
def _insert(
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
    mask = np.uint64(slots.size - 1)
    former = count
    for row in range(hashes.size):
        if found[row] >= 0 or not is_valid[row]:
            continue
        value, start = hashes[row], offsets[row]
        size = int(offsets[row + 1] - start)
        place = value & mask
        slot = slots[place]
        while slot != np.uint64(0):
            number = np.int64(slot & _LOW) - 1
            if (slot ^ value) & _HIGH == np.uint64(0) and not _differs(
                letters, start, size, value, entries, number, tails
            ):
                break
            place = (place + np.uint64(1)) & mask
            slot = slots[place]
        if slot != np.uint64(0):
            found[row] = np.int64(slot & _LOW) - 1
            continue
        entries[count, 0] = _word(letters, start, min(8, size))
        entries[count, 1] = _word(letters, start + 8, min(8, max(0, size - 8)))
        entries[count, _HASH] = value
        entries[count, _EXTENT] = np.uint64(tail_size) << np.uint64(_LENGTH_BITS) | np.uint64(size)
        for rest in range(16, size):
            tails[tail_size] = letters[start + rest]
            tail_size += 1
        found[row] = count
        fresh[count - former] = row
        count += 1
        slots[place] = (value & _HIGH) | np.uint64(count)
    return count, tail_size


@numba.njit(cache=True, nogil=True)
def _fill(slots: Words, entries: Words, count: int) -> None:
    """Put every entry into an empty table."""
    mask = np.uint64(slots.size - 1)
    for number in range(count):
        value = entries[number, _HASH]
        place = value & mask
        while slots[place] != np.uint64(0):
            place = (place + np.uint64(1)) & mask
        slots[place] = (value & _HIGH) | np.uint64(number + 1)
