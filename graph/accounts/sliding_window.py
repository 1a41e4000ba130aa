"""Find the fullest sliding window of each account, in one sweep over its actions."""

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
    """Actions in any order.

    Args:
        accounts: int64[n], dense numbers: an array of the size of the greatest is allocated.
        instants: int64[n], microseconds.
        items: int64[n], >= 0, each counted once a window; None to sum weights.
        weights: int64[n]; None to count items.
        opens_until: int64[n], the last instant at which a window that ends at this action may
            start; None: any.
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
    """The fullest window of each account that has one, in order of accounts.

    int64[k] each: the account, the end of the window, the instant of its first action, its count.
    """

    accounts: Ints
    ends: Ints
    firsts: Ints
    counts: Ints


def fullest_windows(acts: Acts, width: int, ends_from: int) -> Peaks:
    """Return the fullest window of each account, on ties the earliest.

    A window that ends at the instant t of an action holds the account's actions with
    t - width < instant <= t.

    Args:
        acts: the actions.
        width: of a window, microseconds.
        ends_from: the earliest end of a window.

    Raises:
        ValueError: a negative account or item.

    Complexity: O(n + k log k) for the k actions of an account; 40 bytes an action.
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
    """Return rows grouped by account: those of a are order[starts[a] : starts[a + 1]].

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
    """Write (account, end, first, count) of each fullest window; return their number."""
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
    """Return the slot of each row's item in an empty hash table of (item, open count)."""
    size = table.shape[0]
    while size < 2 * rows.size:
        size *= 2
    if size > table.shape[0]:
        table = np.empty((size, 2), np.int64)
    # Use and clear only the part of the table that this account needs.
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
    """Return count, end and first instant of the fullest window; rows are in order of time."""
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
