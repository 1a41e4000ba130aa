"""Finds the fullest sliding window of each account, in one sweep over its acts."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled

Ints = npt.NDArray[np.int64]

_NEVER = np.iinfo(np.int64).min
_EMPTY = -1
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Acts:
    """Acts in any order, each of one account.

    Args:
        accounts: int64[n], dense numbers: an array as long as the greatest is allocated.
        instants: int64[n], microseconds.
        items: int64[n], what is counted once a window, >= 0; None where weights are summed.
        weights: int64[n], None where items are counted.
        opens_until: int64[n], the last instant at which a window of this act may have its first
            act; None where it may be any.
    """

    accounts: Ints
    instants: Ints
    items: Ints | None = None
    weights: Ints | None = None
    opens_until: Ints | None = None

    def __post_init__(self) -> None:
        if (self.items is None) == (self.weights is None):
            raise ValueError("acts have either items to count or weights to sum")


@dataclass(frozen=True)
class Peaks:
    """The fullest window of each account that has one, by account.

    int64[k] each: the account, the instant at which the window ends, the one of the first act in
    it, and its count.
    """

    accounts: Ints
    ends: Ints
    firsts: Ints
    counts: Ints


def fullest_windows(acts: Acts, width: int, ends_from: int) -> Peaks:
    """Return the fullest window of each account, of equals the earliest.

    A window that ends at the instant t of an act holds the account's acts with
    t - width < instant <= t.

    Args:
        acts: what is counted.
        width: the length of a window, microseconds.
        ends_from: the first instant at which a window may end.

    Raises:
        ValueError: a negative account or item.

    Complexity: O(n + k log k) for the k acts of an account; 40 bytes an act.
    """
    if not acts.accounts.size:
        return Peaks(*(np.empty(0, np.int64) for _ in range(4)))
    if acts.accounts.min() < 0 or (acts.items is not None and acts.items.min() < 0):
        raise ValueError("a negative account or item")
    none = np.empty(0, np.int64)
    starts, order = rows_of(acts.accounts)
    found = np.empty((np.count_nonzero(np.diff(starts)), 4), np.int64)
    size = _sweep(
        starts,
        order,
        acts.instants,
        none if acts.items is None else acts.items,
        none if acts.weights is None else acts.weights,
        none if acts.opens_until is None else acts.opens_until,
        width,
        ends_from,
        found,
    )
    return Peaks(*(found[:size, column].copy() for column in range(4)))


def rows_of(accounts: npt.NDArray[np.int64] | npt.NDArray[np.int32]) -> tuple[Ints, Ints]:
    """Return the rows of each account side by side: those of a at order[starts[a] : starts[a + 1]].

    Args:
        accounts: int64[n] or int32[n], dense numbers from 0, n > 0.

    Returns:
        starts int64[greatest account + 2] and order int64[n]; rows of an account keep their order.

    Complexity: O(n + greatest account).
    """
    starts = np.zeros(int(accounts.max()) + 2, np.int64)
    order = np.empty(accounts.size, np.int64)
    _group(accounts, starts, order)
    return starts, order


@compiled(nogil=True)
def _group(
    accounts: npt.NDArray[np.int64] | npt.NDArray[np.int32], starts: Ints, order: Ints
) -> None:
    for account in accounts:
        starts[account + 1] += 1
    for account in range(starts.size - 1):
        starts[account + 1] += starts[account]
    places = starts.copy()
    for row in range(accounts.size):
        order[places[accounts[row]]] = row
        places[accounts[row]] += 1


@compiled(nogil=True)
def _sweep(
    starts: Ints,
    order: Ints,
    instants: Ints,
    items: Ints,
    weights: Ints,
    opens_until: Ints,
    width: int,
    ends_from: int,
    found: Ints,
) -> int:
    """Write (account, end, first, count) of each account's fullest window; return how many."""
    size = 0
    table = np.empty((16, 2), np.int64)
    for account in range(starts.size - 1):
        first, last = starts[account], starts[account + 1]
        if first == last:
            continue
        rows = order[first:last]
        rows = rows[np.argsort(instants[rows], kind="mergesort")]
        if instants[rows[-1]] < ends_from:
            continue
        slot_of = rows
        if items.size:
            slot_of, table = _places(rows, items, table)
        count, end, opened = _fullest(
            rows, slot_of, table, instants, weights, opens_until, width, ends_from
        )
        if end != _NEVER:
            found[size, 0], found[size, 1] = account, end
            found[size, 2], found[size, 3] = opened, count
            size += 1
    return size


@compiled(nogil=True)
def _places(rows: Ints, items: Ints, table: Ints) -> tuple[Ints, Ints]:
    """Return the place of each row's item in a table of (item, how often it is open), emptied."""
    size = table.shape[0]
    while size < 2 * rows.size:
        size *= 2
    if size > table.shape[0]:
        table = np.empty((size, 2), np.int64)
    # Of the table only as much is used, and so emptied, as this account needs.
    used = 16
    while used < 2 * rows.size:
        used *= 2
    table[:used, 0] = _EMPTY
    table[:used, 1] = 0
    slot_of = np.empty(rows.size, np.int64)
    for number in range(rows.size):
        item = items[rows[number]]
        place = np.int64((np.uint64(item) * _SPREAD) >> np.uint64(32)) & (used - 1)
        while table[place, 0] != _EMPTY and table[place, 0] != item:
            place = (place + 1) & (used - 1)
        table[place, 0] = item
        slot_of[number] = place
    return slot_of, table


@compiled(nogil=True)
def _fullest(
    rows: Ints,
    slot_of: Ints,
    table: Ints,
    instants: Ints,
    weights: Ints,
    opens_until: Ints,
    width: int,
    ends_from: int,
) -> tuple[int, int, int]:
    """Return count, end and first act of the fullest window over one account's rows, by time."""
    best, end, opened = 0, _NEVER, _NEVER
    level, left, number = 0, 0, 0
    while number < rows.size:
        now = instants[rows[number]]
        peers = number
        while number < rows.size and instants[rows[number]] == now:
            if weights.size:
                level += int(weights[rows[number]])
            else:
                level += int(table[slot_of[number], 1] == 0)
                table[slot_of[number], 1] += 1
            number += 1
        while instants[rows[left]] <= now - width:
            if weights.size:
                level -= int(weights[rows[left]])
            else:
                table[slot_of[left], 1] -= 1
                level -= int(table[slot_of[left], 1] == 0)
            left += 1
        first = instants[rows[left]]
        may_count = not opens_until.size
        for peer in range(peers, number if opens_until.size else peers):
            may_count |= first <= opens_until[rows[peer]]
        if may_count and now >= ends_from and (level > best or end == _NEVER):
            best, end, opened = level, int(now), int(first)
    return best, end, opened
