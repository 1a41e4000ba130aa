"""Gives names dense numbers, millions of rows at a time, as all other kernels need them."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.name_table import (
    ENTRY_WORDS,
    MAX_LENGTH,
    Bytes,
    Ints,
    Offsets,
    Words,
    fill,
    hash_all,
    insert,
    look_up,
)

_FIRST_SLOTS = 1 << 10


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
        default_factory=lambda: np.zeros((_FIRST_SLOTS // 2, ENTRY_WORDS), np.uint64)
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
    """Return numbers as an array that is null where the names are."""
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
    """Return the bytes of all names end to end, and where each begins.

    All that cannot be written, or the loops would be compiled for either kind of memory.
    """
    _, offsets, data = names.buffers()
    width: npt.DTypeLike = np.int64 if pa.types.is_large_string(names.type) else np.int32
    if offsets is None or not len(names):
        return np.frombuffer(b"\0", np.uint8), np.frombuffer(bytes(8), width)[:1]
    places = np.frombuffer(offsets, width)[names.offset : names.offset + len(names) + 1]
    return np.frombuffer(data if data is not None and data.size else b"\0", np.uint8), places
