"""Count the actions and distinct counterparts of each account on a day, in one pass."""

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
    """Sums of a day's actions by account; actions arrive in any order.

    Args:
        kind_count: the number of kinds of action.
        sums: int64[accounts, kinds], the sum of each kind.
        hours: int32[accounts], bit h is set if the account acted in hour h; 0: no action.
        other_counts: int64[accounts], the number of distinct counterparts.
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
        """Add actions: account, kind, count and hour (0..23) of each.

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
        """Count the distinct counterparts of accounts, after all their actions were added.

        Args:
            pairs: arrays of uint64, account << 32 | other, one an action; both from 0 to 2^31 - 1.

        Raises:
            ValueError: an account without an action.

        Complexity: O(n + greatest account + sum of k log k) for the k actions of an account; 4
        bytes an action and 8 an account beside the pairs.
        """
        ends = np.zeros(len(self.hours) + 1, np.int64)
        for some in pairs:
            if some.size and some.max() >> np.uint64(_OTHER_BITS) >= len(self.hours):
                raise ValueError("an account without an action")
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
    """Return account << 32 | other for each action, as `add_others` takes it."""
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
    """Count the pairs of each account, at index account + 1."""
    for row in range(pairs.size):
        counts[np.int64(pairs[row] >> np.uint64(_OTHER_BITS)) + 1] += 1


@compiled(nogil=True)
def _group(pairs: Words, places: Ints, others: Ids) -> None:
    """Group the counterparts by account."""
    for row in range(pairs.size):
        account = np.int64(pairs[row] >> np.uint64(_OTHER_BITS))
        others[places[account]] = pairs[row] & np.uint64(_OTHERS)
        places[account] += 1


@compiled(nogil=True)
def _count_each(others: Ids, starts: Ints, counts: Ints) -> None:
    """Count the distinct counterparts of each account; sorts them in place."""
    for account in range(starts.size - 1):
        some = others[starts[account] : starts[account + 1]]
        some.sort()
        for place in range(some.size):
            counts[account] += place == 0 or some[place] != some[place - 1]
