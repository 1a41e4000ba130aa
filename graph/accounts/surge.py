"""Compute the p-value of an account's count on a date, given its own past days."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from graph.kernel import compiled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Smaller values are raised to this, so that the logarithm is finite.
_MIN_PROBABILITY = 1e-300


@dataclass(frozen=True)
class Limits:
    """The past days that an account needs to have a baseline, >= 2."""

    min_days: int


@dataclass(frozen=True)
class Baselines:
    """The distribution of an account's daily counts, days without an action as 0; NaN if unknown.

    float64[n] each: the median, the mean and the variance over an account's days.
    """

    medians: Floats
    means: Floats
    variances: Floats


def baselines(days: Ints, offsets: Ints, former: Ints, limits: Limits) -> Baselines:
    """Return the baselines of accounts, from their counts on days with an action.

    Args:
        days: int64[n], the past days of an account, with and without an action.
        offsets: int64[n + 1], former[offsets[a] : offsets[a + 1]] are the counts of account a.
        former: int64[m], counts in any order, at most one a day.
        limits: the days needed.

    Raises:
        ValueError: an account with more counts than days.

    Complexity: O(m log d) for d days an account.
    """
    given = np.diff(offsets)
    if np.any((days >= limits.min_days) & (given > days)):
        raise ValueError("an account has more counts than days")
    return Baselines(*_measure(days, offsets, former, limits.min_days).T)


def surge_p_values(counts: Ints, usual: Baselines) -> Floats:
    """Return the probability of a daily count of at least that of the date.

    A daily count has a negative binomial distribution with mean m, the account's median day, and
    variance v, that of its days: r = m^2 / (v - m), p = m / v; a Poisson distribution if v <= m.
    The population gives lower bounds, as an account's own days can be too few or too even: m is
    at least the mean of the median account that ever acted so, and v / m is at least the ratio of
    that account.

    Args:
        counts: int64[n], the counts on the date, >= 0.
        usual: their baselines.

    Returns:
        float64[n] in [1e-300, 1]; NaN without a baseline, and for all accounts if none
        acted so before. A past surge makes the variance large, so that the next one has a larger
        p-value.

    Complexity: O(n).

    Reference: negative binomial fitted by moments, for overdispersed counts.
    """
    found = np.full(len(counts), np.nan)
    did = usual.means > 0
    if not np.any(did):
        return found
    typical = float(np.median(usual.means[did]))
    spread = max(1.0, float(np.median(usual.variances[did] / usual.means[did])))
    known = ~np.isnan(usual.medians)
    found[known] = 1.0
    tested = known & (counts > 0)
    mean = np.maximum(usual.medians[tested], typical)
    variance = np.maximum(usual.variances[tested], spread * mean)
    found[tested] = np.maximum(_tails(counts[tested] - 1, mean, variance), _MIN_PROBABILITY)
    return found


def _tails(below: Ints, mean: Floats, variance: Floats) -> Floats:
    """Return the probability of a greater count, by the incomplete gamma and beta functions."""
    tails: Floats = special.gammainc(below + 1.0, mean)
    wide = variance > mean
    mean, variance = mean[wide], variance[wide]
    shape = mean**2 / (variance - mean)
    tails[wide] = special.betainc(below[wide] + 1.0, shape, 1 - mean / variance)
    return tails


@compiled(nogil=True)
def _measure(days: Ints, offsets: Ints, former: Ints, min_days: int) -> Floats:
    """Return median, mean and variance of the daily counts, a row an account."""
    found = np.full((days.size, 3), np.nan)
    for account in range(days.size):
        n = days[account]
        if n < min_days:
            continue
        counts = np.sort(former[offsets[account] : offsets[account + 1]])
        zeros = n - counts.size
        total = 0.0
        for count in counts:
            total += count
        mean = total / n
        squares = zeros * mean * mean
        for count in counts:
            squares += (count - mean) ** 2
        low, high = (n - 1) // 2 - zeros, n // 2 - zeros
        middle = (counts[low] if low >= 0 else 0) + (counts[high] if high >= 0 else 0)
        found[account] = middle / 2, mean, squares / (n - 1)
    return found
