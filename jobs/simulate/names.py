"""Generate ids of the same form as the existing ids."""

import math
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jobs.simulate.clock import Ints

Texts = NDArray[np.str_]
Keys = NDArray[np.uint64]

_DIGITS = "0123456789"
_HEX = _DIGITS + "abcdef"
_CLASSES = (_DIGITS, _HEX, _HEX.upper())

_DEFAULT_WIDTH = 16
_HEX_PAIRS = np.array([f"{octet:02x}".encode() for octet in range(256)], dtype="S2")

# With fewer examples, the characters seen at a position may not be all that occur there.
_ENOUGH_EXAMPLES = 100

# Existing and new ids together are at most this share of all possible ids.
_FILL_SHARE = 0.05
_CHANCE_OF_A_HIT = 0.001


class Namer:
    """Draw ids of the form of the examples that are not taken.

    `unseen_count` more ids are taken but not held in memory. Ids then get longer, until a collision
    is very unlikely.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        examples: Sequence[str] = (),
        taken: Collection[str] = (),
        *,
        unseen_count: int = 0,
    ) -> None:
        self._rng = rng
        self._unseen_count = unseen_count
        self._taken = set(taken) | set(examples)
        self._alphabets = _alphabets(examples) if examples else [_HEX] * _DEFAULT_WIDTH

    def names(self, count: int) -> Texts:
        """Return `count` new ids, all different."""
        while not self._has_room(count):
            self._alphabets.append(max(self._alphabets, key=len))
        fresh: list[str] = []
        while len(fresh) < count:
            for name in self._draw(count - len(fresh)):
                if name not in self._taken:
                    self._taken.add(name)
                    fresh.append(name)
        return np.array(fresh, dtype=np.str_)

    def _has_room(self, count: int) -> bool:
        shapes = math.prod(map(len, self._alphabets))
        is_sparse = (len(self._taken) + count) <= shapes * _FILL_SHARE
        return is_sparse and count * self._unseen_count <= shapes * _CHANCE_OF_A_HIT

    def _draw(self, count: int) -> list[str]:
        places = [
            np.array(list(alphabet))[self._rng.integers(len(alphabet), size=count)]
            for alphabet in self._alphabets
        ]
        return ["".join(letters) for letters in zip(*places, strict=True)]


def _alphabets(examples: Sequence[str]) -> list[str]:
    commonest, _ = Counter(map(len, examples)).most_common(1)[0]
    columns = zip(*(name for name in examples if len(name) == commonest), strict=True)
    seen = [set(column) for column in columns]
    if len(examples) < _ENOUGH_EXAMPLES:
        seen = [_widened(letters, seen) for letters in seen]
    if all(letters <= set(_DIGITS) for letters in seen) and seen:
        seen[0] -= {"0"}
    if all(len(letters) < 2 for letters in seen):
        seen.append(set(_DIGITS))
    return ["".join(sorted(letters)) for letters in seen]


def _widened(letters: set[str], places: list[set[str]]) -> set[str]:
    """Return the class of characters (digits, hex digits) that varying positions draw from."""
    if len(letters) < 2:
        return letters
    changing = set().union(*(place for place in places if len(place) > 1))
    for known in _CLASSES:
        if changing <= set(known):
            return set(known)
    return letters


class MixedNames:
    """Ids of sixteen hex digits, computed from numbers; all different and in no order.

    The mixing function (the 64-bit finaliser of SplitMix; Steele, Lea and Flood) is a bijection, so
    no ids need to be stored.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self._offset = rng.integers(2**63, dtype=np.uint64)

    def keys(self, numbers: Ints) -> Keys:
        """Return sort keys: the keys of numbers are in the order of their ids."""
        mixed = numbers.astype(np.uint64) + self._offset
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
        return mixed ^ (mixed >> np.uint64(31))

    def texts(self, numbers: Ints) -> pa.Array:
        """Return the ids of numbers."""
        octets = self.keys(numbers).astype(">u8").view(np.uint8)
        digits = _HEX_PAIRS[octets].view(np.uint8)
        starts = np.arange(len(numbers) + 1, dtype=np.int32) * _DEFAULT_WIDTH
        return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(starts), pa.py_buffer(digits))


class ListedNames:
    """Ids taken from a list by number."""

    def __init__(self, names: Texts) -> None:
        self._names = names
        self._ranks = np.empty(len(names), dtype=np.uint64)
        self._ranks[np.argsort(names)] = np.arange(len(names), dtype=np.uint64)

    def keys(self, numbers: Ints) -> Keys:
        """Return sort keys: the keys of numbers are in the order of their ids."""
        return self._ranks[numbers]

    def texts(self, numbers: Ints) -> pa.Array:
        """Return the ids of numbers."""
        return pa.array(self._names[numbers], pa.string())


Names = MixedNames | ListedNames
