"""Count the other registrations at the same place around the same time, in one sweep a place."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.accounts.sliding_window import rows_of
from graph.kernel import compiled

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_HOUR = 3_600_000_000
_NEAR_HOURS, _DAY_HOURS = 1, 24


@dataclass(frozen=True)
class Limits:
    """The width of a window: one that ends at t holds t - `window_hours` < instant <= t."""

    window_hours: int


@dataclass(frozen=True)
class CoRegistrations:
    """Counts of other arrivals at the same place; the arrival itself does not count.

    int32[n] each. `near`: in the same or a neighbouring clock hour. `day`: within 24 clock hours.
    `approaching`: those of `day` that approach strangers. `ever`: at any time. `spam`: those of
    `ever` that are spam. `span_hours`: from the first to the last arrival at the place. `fullest`:
    in the fullest window that contains the arrival.
    """

    near: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]
    approaching: npt.NDArray[np.int32]
    ever: npt.NDArray[np.int32]
    spam: npt.NDArray[np.int32]
    span_hours: npt.NDArray[np.int32]
    fullest: npt.NDArray[np.int32]


def co_registrations(
    places: Ints, instants: Ints, is_spam: Flags, is_approaching: Flags, limits: Limits
) -> CoRegistrations:
    """Return the counts of other arrivals beside each arrival.

    Args:
        places: int64[n], dense numbers from 0: an array of the size of the greatest is allocated.
        instants: int64[n], microseconds since 1970.
        is_spam: bool[n].
        is_approaching: bool[n].
        limits: the width of a window.

    Returns:
        The counts, in the order of the arrivals.

    Raises:
        ValueError: a negative place.

    Complexity: O(n + k log k) for the k arrivals at a place; 44 bytes an arrival.
    """
    found = np.zeros((7, places.size), np.int32)
    if places.size:
        if places.min() < 0:
            raise ValueError("a negative place")
        starts, order = rows_of(places)
        _sweep(starts, order, instants, is_spam, is_approaching, limits.window_hours * _HOUR, found)
    return CoRegistrations(*found)


@compiled(nogil=True)
def _sweep(
    starts: Ints,
    order: Ints,
    instants: Ints,
    is_spam: Flags,
    is_approaching: Flags,
    width: int,
    found: npt.NDArray[np.int32],
) -> None:
    for place in range(starts.size - 1):
        size = starts[place + 1] - starts[place]
        if size < 2:
            continue
        rows = order[starts[place] : starts[place + 1]]
        rows = rows[np.argsort(instants[rows], kind="mergesort")]
        hours = instants[rows] // _HOUR
        _count_near(rows, hours, is_approaching, found)
        spam = np.count_nonzero(is_spam[rows])
        for row in rows:
            found[3, row] = size - 1
            found[4, row] = spam - is_spam[row]
            found[5, row] = hours[-1] - hours[0]
        _count_fullest(rows, instants, width, found)


@compiled(nogil=True)
def _count_near(
    rows: Ints, hours: Ints, is_approaching: Flags, found: npt.NDArray[np.int32]
) -> None:
    """Write the arrivals in the hours around each arrival; rows are in order of time."""
    near_from, near_to, day_from, day_to, approaching = 0, 0, 0, 0, 0
    for number in range(rows.size):
        hour, row = hours[number], rows[number]
        while hours[near_from] < hour - _NEAR_HOURS:
            near_from += 1
        while near_to < rows.size and hours[near_to] <= hour + _NEAR_HOURS:
            near_to += 1
        while hours[day_from] < hour - _DAY_HOURS:
            approaching -= int(is_approaching[rows[day_from]])
            day_from += 1
        while day_to < rows.size and hours[day_to] <= hour + _DAY_HOURS:
            approaching += int(is_approaching[rows[day_to]])
            day_to += 1
        found[0, row] = near_to - near_from - 1
        found[1, row] = day_to - day_from - 1
        found[2, row] = approaching - int(is_approaching[row])


@compiled(nogil=True)
def _count_fullest(rows: Ints, instants: Ints, width: int, found: npt.NDArray[np.int32]) -> None:
    """Write the other arrivals in the fullest window that contains each arrival."""
    counts = np.empty(rows.size, np.int64)
    first, last = 0, 0
    for number in range(rows.size):
        now = instants[rows[number]]
        while instants[rows[first]] <= now - width:
            first += 1
        while last < rows.size and instants[rows[last]] <= now:
            last += 1
        counts[number] = last - first
    # Maximum over the windows that end within a width after each arrival, by a monotonic queue:
    # it holds the windows that can still be the fullest, with falling counts.
    queue = np.empty(rows.size, np.int64)
    head, tail, end = 0, 0, 0
    for number in range(rows.size):
        while end < rows.size and instants[rows[end]] < instants[rows[number]] + width:
            while tail > head and counts[queue[tail - 1]] <= counts[end]:
                tail -= 1
            queue[tail] = end
            tail += 1
            end += 1
        while queue[head] < number:
            head += 1
        found[6, rows[number]] = counts[queue[head]] - 1
