"""Number strings with dense integers, millions of rows at a time, for all other kernels."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.kernel import compiled

Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
# The start of each name, and the end of the last one.
Offsets = npt.NDArray[np.int32 | np.int64]

# Words of an entry: two with the first 16 bytes, the hash, and the extent: the start of the other
# bytes with the length.
HASH, EXTENT = 2, 3
ENTRY_WORDS = 4
_LENGTH_BITS = 24
MAX_LENGTH = (1 << _LENGTH_BITS) - 1
_BLOCK = 1 << 10

# Positions and sizes are unsigned: a signed one needs a check for negative indices, and then the
# compiler does not load eight bytes at once.
_NONE = np.uint64(0)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_WORD_BYTES = np.uint64(8)
_HEAD_BYTES = np.uint64(16)

_HIGH = np.uint64(0xFFFFFFFF00000000)
_LOW = np.uint64(0x00000000FFFFFFFF)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_MIX_LAST = np.uint64(0x94D049BB133111EB)


@compiled(nogil=True, inline="always")
def _eight(letters: Bytes, start: np.uint64) -> np.uint64:
    """Return 8 bytes as one number, little-endian."""
    return (
        np.uint64(letters[start])
        | np.uint64(letters[start + np.uint64(1)]) << np.uint64(8)
        | np.uint64(letters[start + np.uint64(2)]) << np.uint64(16)
        | np.uint64(letters[start + np.uint64(3)]) << np.uint64(24)
        | np.uint64(letters[start + np.uint64(4)]) << np.uint64(32)
        | np.uint64(letters[start + np.uint64(5)]) << np.uint64(40)
        | np.uint64(letters[start + np.uint64(6)]) << np.uint64(48)
        | np.uint64(letters[start + np.uint64(7)]) << np.uint64(56)
    )


@compiled(nogil=True, inline="always")
def _word(letters: Bytes, start: np.uint64, size: np.uint64) -> np.uint64:
    """Return up to 8 bytes as one number, little-endian."""
    if size >= _WORD_BYTES:
        return _eight(letters, start)
    if size == _NONE:
        return _NONE
    if start + _WORD_BYTES <= np.uint64(letters.size):
        return _eight(letters, start) & (_ALL >> (np.uint64(8) * (_WORD_BYTES - size)))
    word = _NONE
    for place in range(size):
        word |= np.uint64(letters[start + place]) << (np.uint64(8) * place)
    return word


@compiled(nogil=True, inline="always")
def _second_word(letters: Bytes, start: np.uint64, size: np.uint64) -> np.uint64:
    """Return the 9th to 16th byte as one number."""
    return _word(letters, start + _WORD_BYTES, max(size, _WORD_BYTES) - _WORD_BYTES)


@compiled(nogil=True)
def hash_all(letters: Bytes, offsets: Offsets, hashes: Words) -> int:
    """Hash each name; return the greatest length."""
    longest = _NONE
    for row in range(offsets.size - 1):
        start, end = np.uint64(offsets[row]), np.uint64(offsets[row + 1])
        longest = max(longest, end - start)
        value = _ODD ^ (end - start)
        while start < end:
            value = (value ^ _word(letters, start, end - start)) * _MIX
            value ^= value >> np.uint64(32)
            start += _WORD_BYTES
        value *= _MIX_LAST
        hashes[row] = value ^ (value >> np.uint64(29))
    return int(longest)


@compiled(nogil=True)
def _differs(
    letters: Bytes,
    start: np.uint64,
    size: np.uint64,
    value: np.uint64,
    entries: Words,
    number: np.uint64,
    tails: Bytes,
) -> bool:
    """Return whether a name differs from that of an entry."""
    extent = entries[number, EXTENT]
    other = (entries[number, HASH] ^ value) | ((extent & np.uint64(MAX_LENGTH)) ^ size)
    other |= entries[number, 0] ^ _word(letters, start, size)
    other |= entries[number, 1] ^ _second_word(letters, start, size)
    if other != _NONE:
        return True
    tail = extent >> np.uint64(_LENGTH_BITS)
    for place in range(_HEAD_BYTES, size):
        if letters[start + place] != tails[tail + place - _HEAD_BYTES]:
            return True
    return False


@compiled(nogil=True)
def look_up(
    letters: Bytes,
    offsets: Offsets,
    is_valid: npt.NDArray[np.bool_],
    hashes: Words,
    slots: Words,
    entries: Words,
    tails: Bytes,
    found: npt.NDArray[np.int32],
) -> int:
    """Write the numbers of names in the index, -1 for others; return the number of the others.

    A block of rows goes through each step together, so that memory accesses overlap: find the slot,
    load the entry, compare the name.
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
            while slot != _NONE and (slot ^ hashes[first + row]) & _HIGH != _NONE:
                place = (place + np.uint64(1)) & mask
                slot = slots[place]
            near[row] = slot & _LOW
        for row in range(size):
            number = max(near[row], np.uint64(1)) - np.uint64(1)
            for word in range(ENTRY_WORDS):
                likely[row, word] = entries[number, word]
        for row in range(size):
            start = np.uint64(offsets[first + row])
            length = np.uint64(offsets[first + row + 1]) - start
            found[first + row] = np.int64(near[row]) - 1
            if near[row] == _NONE or _differs(
                letters, start, length, hashes[first + row], likely, np.uint64(row), tails
            ):
                found[first + row] = -1
                missing += is_valid[first + row]
    return missing


@compiled(nogil=True, inline="always")
def _place_of(
    letters: Bytes,
    start: np.uint64,
    size: np.uint64,
    value: np.uint64,
    slots: Words,
    entries: Words,
    tails: Bytes,
) -> np.uint64:
    """Return the slot of a name, or the empty slot for it."""
    mask = np.uint64(slots.size - 1)
    place = value & mask
    while slots[place] != _NONE:
        number = (slots[place] & _LOW) - np.uint64(1)
        if (slots[place] ^ value) & _HIGH == _NONE and not _differs(
            letters, start, size, value, entries, number, tails
        ):
            break
        place = (place + np.uint64(1)) & mask
    return place


@compiled(nogil=True)
def insert(
    letters: Bytes,
    offsets: Offsets,
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
    """Number the names that were not found; return the new count and size of `tails`."""
    former = count
    for row in range(hashes.size):
        if found[row] >= 0 or not is_valid[row]:
            continue
        value, start = hashes[row], np.uint64(offsets[row])
        size = np.uint64(offsets[row + 1]) - start
        place = _place_of(letters, start, size, value, slots, entries, tails)
        if slots[place] == _NONE:
            entries[count, 0] = _word(letters, start, size)
            entries[count, 1] = _second_word(letters, start, size)
            entries[count, HASH] = value
            extent = np.uint64(tail_size) << np.uint64(_LENGTH_BITS)
            entries[count, EXTENT] = extent | size
            for rest in range(_HEAD_BYTES, size):
                tails[tail_size] = letters[start + rest]
                tail_size += 1
            fresh[count - former] = row
            count += 1
            slots[place] = (value & _HIGH) | np.uint64(count)
        found[row] = np.int64(slots[place] & _LOW) - 1
    return count, tail_size


@compiled(nogil=True)
def fill(slots: Words, entries: Words, count: int) -> None:
    """Insert all entries into an empty table."""
    mask = np.uint64(slots.size - 1)
    for number in range(count):
        value = entries[number, HASH]
        place = value & mask
        while slots[place] != _NONE:
            place = (place + np.uint64(1)) & mask
        slots[place] = (value & _HIGH) | np.uint64(number + 1)


_FIRST_SLOTS = 1 << 10


@dataclass
class NameIndex:
    """Distinct names, numbered from 0 in order of first occurrence.

    Names are compared by all their bytes; the hash only selects the slot. A look-up reads two
    places in memory, and the look-ups of many rows overlap. An entry takes 32 bytes, 16 to 32 more
    in the table, and the bytes of its name after the 16th.
    """

    count: int = 0
    slots: Words = field(default_factory=lambda: np.zeros(_FIRST_SLOTS, np.uint64))
    entries: Words = field(
        default_factory=lambda: np.zeros((_FIRST_SLOTS // 2, ENTRY_WORDS), np.uint64)
    )
    tails: Bytes = field(default_factory=lambda: np.zeros(1, np.uint8))
    tail_size: int = 0

    def numbers(self, names: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Return the number of each name, and the new names in order of their numbers.

        Args:
            names: string[n] or large_string[n]; nulls get no number.

        Returns:
            int32[n] with the nulls of the names, and string[k]: the names with the numbers
            count - k .. count - 1.

        Raises:
            ValueError: a name is longer than 16 MB, or there are 2^31 names.

        Complexity: O(bytes); the table doubles before it is half full.
        """
        letters, offsets = _bytes_of(names)
        is_valid = _is_valid(names)
        found = np.empty(len(names), np.int32)
        hashes = np.empty(len(names), np.uint64)
        longest = hash_all(letters, offsets, hashes)
        if longest > MAX_LENGTH:
            raise ValueError(f"a name of {longest} bytes; at most {MAX_LENGTH}")
        missing = look_up(
            letters, offsets, is_valid, hashes, self.slots, self.entries, self.tails, found
        )
        fresh = np.empty(0, np.int64)
        if missing:
            self._make_room(missing, int(offsets[-1] - offsets[0]))
            fresh = self._insert(letters, offsets, is_valid, hashes, found, missing)
        taken = names.take(pa.array(fresh)).cast(pa.string())
        return with_nulls_of(names, found), taken

    def _insert(
        self,
        letters: Bytes,
        offsets: Offsets,
        is_valid: npt.NDArray[np.bool_],
        hashes: Words,
        found: npt.NDArray[np.int32],
        missing: int,
    ) -> Ints:
        fresh = np.empty(missing, np.int64)
        former = self.count
        self.count, self.tail_size = insert(
            letters, offsets, is_valid, hashes, self.slots, self.entries, self.tails,
            self.count, self.tail_size, found, fresh,
        )  # fmt: skip
        return fresh[: self.count - former]

    def _make_room(self, name_count: int, byte_count: int) -> None:
        wanted = self.count + name_count
        if wanted >= 1 << 31:
            raise ValueError("more than 2^31 names")
        if wanted > len(self.entries):
            grown = np.zeros((max(wanted, 2 * len(self.entries)), ENTRY_WORDS), np.uint64)
            grown[: self.count] = self.entries[: self.count]
            self.entries = grown
        if self.tail_size + byte_count > self.tails.size:
            tails = np.zeros(max(self.tail_size + byte_count, 2 * self.tails.size), np.uint8)
            tails[: self.tail_size] = self.tails[: self.tail_size]
            self.tails = tails
        if 2 * wanted > self.slots.size:
            self.slots = np.zeros(1 << (2 * wanted - 1).bit_length(), np.uint64)
            fill(self.slots, self.entries, self.count)


def with_nulls_of(names: pa.Array, numbers: npt.NDArray[np.integer]) -> pa.Array:
    """Return numbers as an array with the nulls of the names."""
    validity = names.buffers()[0]
    if validity is None:
        return pa.array(numbers)
    padded = np.concatenate([np.zeros(names.offset, numbers.dtype), numbers])
    buffers = [validity, pa.py_buffer(padded)]
    kind = pa.from_numpy_dtype(numbers.dtype)
    return pa.Array.from_buffers(kind, len(names), buffers, names.null_count, names.offset)


def _is_valid(names: pa.Array) -> npt.NDArray[np.bool_]:
    """Return which names are not null."""
    validity = names.buffers()[0]
    if validity is None:
        return np.ones(len(names), np.bool_)
    end = names.offset + len(names)
    bits = np.unpackbits(np.frombuffer(validity, np.uint8), count=end, bitorder="little")
    return bits[names.offset :].view(np.bool_)


def _bytes_of(names: pa.Array) -> tuple[Bytes, Offsets]:
    """Return the concatenated bytes of all names, and their offsets.

    All arrays are read-only: else the kernels would be compiled twice, for both kinds of memory.
    """
    _, offsets, data = names.buffers()
    width: npt.DTypeLike = np.int64 if pa.types.is_large_string(names.type) else np.int32
    if offsets is None or not len(names):
        return np.frombuffer(b"\0", np.uint8), np.frombuffer(bytes(8), width)[:1]
    places = np.frombuffer(offsets, width)[names.offset : names.offset + len(names) + 1]
    return np.frombuffer(data if data is not None and data.size else b"\0", np.uint8), places
