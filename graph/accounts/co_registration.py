"""Tells who else came to the same place around the same time, in one sweep over each place."""

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
    """How long a crowd gathers: a window that ends at t holds what came within so many hours.

    That is t - `window_hours` < instant <= t.
    """

    window_hours: int


@dataclass(frozen=True)
class Crowds:
    """Who stands beside each arrival at its place; the arrival itself counts in none of them.

    int32[n] each: others in the same hour of the clock or one beside it; within 24 hours of the
    clock; of these such as approach; others ever; of these such as are spam; the hours from the
    place's first arrival to its last; others in the fullest window that holds the arrival.
    """

    near: npt.NDArray[np.int32]
    day: npt.NDArray[np.int32]
    approaching: npt.NDArray[np.int32]
    ever: npt.NDArray[np.int32]
    spam: npt.NDArray[np.int32]
    span_hours: npt.NDArray[np.int32]
    fullest: npt.NDArray[np.int32]


def crowds(
    places: Ints, instants: Ints, is_spam: Flags, is_approaching: Flags, limits: Limits
) -> Crowds:
    """Return who stands beside each arrival.

    Args:
        places: int64[n], dense numbers from 0: an array as long as the greatest is allocated.
        instants: int64[n], microseconds since 1970, when each came.
        is_spam: bool[n].
        is_approaching: bool[n].
        limits: how long the fullest window is.

    Returns:
        The counts, in the order given.

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
    return Crowds(*found)


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
    """Write how many came within the hours around each arrival, rows being in order of time."""
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
    """Write how many others came in the fullest window that holds each arrival."""
    counts = np.empty(rows.size, np.int64)
    first, last = 0, 0
    for number in range(rows.size):
        now = instants[rows[number]]
        while instants[rows[first]] <= now - width:
            first += 1
        while last < rows.size and instants[rows[last]] <= now:
            last += 1
        counts[number] = last - first
    # The fullest of the windows ending within a width from each arrival on: those that can still
    # be the fullest wait in line, their counts falling.
    line = np.empty(rows.size, np.int64)
    head, tail, end = 0, 0, 0
    for number in range(rows.size):
        while end < rows.size and instants[rows[end]] < instants[rows[number]] + width:
            while tail > head and counts[line[tail - 1]] <= counts[end]:
                tail -= 1
            line[tail] = end
            tail += 1
            end += 1
        while line[head] < number:
            head += 1
        found[6, rows[number]] = counts[line[head]] - 1
