"""Counts what each account did on a day, and how many others it did it to, in one pass."""

from dataclasses import dataclass, field

import numba
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int32]
Small = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

_OTHER_BITS = 32


@dataclass
class DayCounts:
    """Sums of a day's acts, by account, while they pass in any order.

    Args:
        kind_count: how many kinds of act there are.
        sums: int64[accounts, kinds], how much of each kind an account did.
        hours: int32[accounts], bit h set: it acted in hour h; 0: it never did.
        other_counts: int64[accounts], how many different others it acted upon.
    """

    kind_count: int
    sums: Ints = field(init=False)
    hours: npt.NDArray[np.int32] = field(init=False)
    other_counts: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.sums = np.zeros((0, self.kind_count), np.int64)
        self.hours = np.zeros(0, np.int32)
        self.other_counts = np.zeros(0, np.int64)

    def add(self, accounts: Ids, kinds: Small, counts: Ints, hours: Small) -> None:
        """Add acts: whose each is, of which kind, for how much it stands, in which hour of 0..23.

        Raises:
            ValueError: a negative account, an unknown kind or hour.

        Complexity: O(n + greatest account).
        """
        if not accounts.size:
            return
        if accounts.min() < 0 or kinds.max() >= self.kind_count or hours.max() > 23:
            raise ValueError("a negative account, or an unknown kind or hour")
        self._make_room(int(accounts.max()) + 1)
        _add(accounts, kinds, counts, hours, self.sums, self.hours)

    def add_others(self, pairs: Words) -> None:
        """Count the different others of accounts whose acts have all come; sorts the pairs.

        Args:
            pairs: uint64[n], account << 32 | other, one for each act; both from 0 to 2^31 - 1.

        Complexity: O(n log n), in place.
        """
        if not pairs.size:
            return
        pairs.sort()
        self._make_room(int(pairs[-1] >> np.uint64(_OTHER_BITS)) + 1)
        _add_others(pairs, self.other_counts)

    def _make_room(self, size: int) -> None:
        missing = size - len(self.hours)
        if missing > 0:
            missing = max(missing, len(self.hours) // 2)
            self.sums = np.pad(self.sums, ((0, missing), (0, 0)))
            self.hours = np.pad(self.hours, (0, missing))
            self.other_counts = np.pad(self.other_counts, (0, missing))


def pairs_of(accounts: Ids, others: Ids) -> Words:
    """Return account << 32 | other for each act: what `add_others` takes."""
    return accounts.astype(np.uint64) << np.uint64(_OTHER_BITS) | others.astype(np.uint64)


@numba.njit(cache=True, nogil=True)
def _add(
    accounts: Ids,
    kinds: Small,
    counts: Ints,
    hours: Small,
    sums: Ints,
    bits: npt.NDArray[np.int32],
) -> None:
    for row in range(accounts.size):
        account = accounts[row]
        sums[account, kinds[row]] += counts[row]
        bits[account] |= np.int32(1) << np.int32(hours[row])


@numba.njit(cache=True, nogil=True)
def _add_others(pairs: Words, counts: Ints) -> None:
    for row in range(pairs.size):
        if row == 0 or pairs[row] != pairs[row - 1]:
            counts[np.int64(pairs[row] >> np.uint64(_OTHER_BITS))] += 1
