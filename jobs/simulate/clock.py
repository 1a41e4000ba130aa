"""Represent time as microseconds since 1970 in UTC, and draw times of actions."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = dt.date(1970, 1, 1)


def midnight(day: dt.date) -> int:
    """Return the instant at which a day begins."""
    return (day - _EPOCH).days * DAY


def day_of(instant: int) -> dt.date:
    """Return the day of an instant."""
    return _EPOCH + dt.timedelta(days=instant // DAY)


def spread(rng: np.random.Generator, count: int, start: int, within: int) -> Ints:
    """Return `count` ascending instants from `start` to `start + within`, both included.

    The gaps are gamma distributed with a shape drawn once: some series are regular, others
    clustered.
    """
    if count < 2:
        return np.full(count, start, dtype=np.int64)
    passed = np.cumsum(rng.gamma(rng.uniform(0.6, 8.0), size=count - 1))
    steps = np.floor(passed / passed[-1] * within).astype(np.int64)
    return start + np.concatenate([np.zeros(1, dtype=np.int64), steps])


def delays(
    rng: np.random.Generator, since: Ints, end: int, *, median: int, sigma: float = 1.2
) -> Ints:
    """Return an instant after each of `since` and before `end`, with lognormal delays."""
    waited = np.exp(rng.normal(np.log(median), sigma, size=len(since)))
    room = (end - since) * rng.uniform(0.3, 0.95, size=len(since))
    return since + np.maximum(np.minimum(waited, room), 1).astype(np.int64)
