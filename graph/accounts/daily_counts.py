"""Counts what each account did on a day, and how many others it did it to, in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled

Ints = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int32]
Small = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

_OTHER_BITS = 32
_OTHERS = (1 << _OTHER_BITS) - 1


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

    def add_others(self, pairs: Sequence[Words]) -> None:
        """Count the different others of accounts whose acts have all come.

        Args:
            pairs: some arrays of uint64, account << 32 | other, one for each act; both from 0 to
                2^31 - 1.

        Raises:
            ValueError: no act of an account has come.

        Complexity: O(n + greatest account + sum of k log k) for the k acts of an account; 4 bytes
        an act and 8 an account beside the pairs.
        """
        ends = np.zeros(len(self.hours) + 1, np.int64)
        for some in pairs:
            if some.size and some.max() >> np.uint64(_OTHER_BITS) >= len(self.hours):
                raise ValueError("an account of which no act has come")
            _measure(some, ends)
        np.cumsum(ends, out=ends)
        others = np.empty(ends[-1], np.int32)
        starts = ends[:-1].copy()
        for some in pairs:
            _group(some, starts, others)
        _count_each(others, ends, self.other_counts)

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


@compiled(nogil=True)
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


@compiled(nogil=True)
def _measure(pairs: Words, counts: Ints) -> None:
    """Count the pairs of each account, one place further than the account."""
    for row in range(pairs.size):
        counts[np.int64(pairs[row] >> np.uint64(_OTHER_BITS)) + 1] += 1


@compiled(nogil=True)
def _group(pairs: Words, places: Ints, others: Ids) -> None:
    """Put the others of each account side by side, from its place on."""
    for row in range(pairs.size):
        account = np.int64(pairs[row] >> np.uint64(_OTHER_BITS))
        others[places[account]] = pairs[row] & np.uint64(_OTHERS)
        places[account] += 1


@compiled(nogil=True)
def _count_each(others: Ids, starts: Ints, counts: Ints) -> None:
    """Count the different others from each start to the next; orders them."""
    for account in range(starts.size - 1):
        some = others[starts[account] : starts[account + 1]]
        some.sort()
        for place in range(some.size):
            counts[account] += place == 0 or some[place] != some[place - 1]
