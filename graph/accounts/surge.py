"""Tells how rarely an account does as much in a day as it did, by its own former days."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from graph.kernel import compiled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# Beyond it a logarithm would no longer be finite.
_LEAST = 1e-300


@dataclass(frozen=True)
class Limits:
    """How many former days an account needs to have a baseline, >= 2."""

    min_days: int


@dataclass(frozen=True)
class Baselines:
    """What accounts usually do in a day, days without an act counted as 0; NaN where none is known.

    float64[n] each: the median, the mean and the variance over an account's days.
    """

    medians: Floats
    means: Floats
    variances: Floats


def baselines(days: Ints, offsets: Ints, former: Ints, limits: Limits) -> Baselines:
    """Return the baselines of accounts, from the counts of those days on which they did something.

    Args:
        days: int64[n], how many former days an account has, those without an act too.
        offsets: int64[n + 1], former[offsets[a] : offsets[a + 1]] are the counts of account a.
        former: int64[m], counts in any order, at most one a day.
        limits: with how few days it has no baseline.

    Raises:
        ValueError: an account with more counts than days.

    Complexity: O(m log d) for d days an account.
    """
    given = np.diff(offsets)
    if np.any((days >= limits.min_days) & (given > days)):
        raise ValueError("an account has more counts than days")
    return Baselines(*_measure(days, offsets, former, limits.min_days).T)


def surge_p_values(counts: Ints, usual: Baselines) -> Floats:
    """Return the probability that a day brings an account at least as much as the date did.

    A day is a draw from a negative binomial distribution, its mean m the account's median day and
    its variance v that of its days: r = m^2 / (v - m), p = m / v; a Poisson one where v <= m. What
    the account's own days are too few or too even to tell comes from the population: the mean is
    at least that of the median account of those that ever did it, the variance at least as large
    beside the mean as it is for that account.

    Args:
        counts: int64[n], what the accounts did on the date, >= 0.
        usual: their baselines.

    Returns:
        float64[n] in [1e-300, 1]; NaN without a baseline, and for all where nobody did it before.
        A surge that was seen before makes the variance large, so the next one stands out less.

    Complexity: O(n).

    Reference: negative binomial by moments, as for counts that vary more than by chance alone.
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
    found[tested] = np.maximum(_tails(counts[tested] - 1, mean, variance), _LEAST)
    return found


def _tails(below: Ints, mean: Floats, variance: Floats) -> Floats:
    """Return the probability of more than so many, by the incomplete gamma and beta integrals."""
    tails: Floats = special.gammainc(below + 1.0, mean)
    wide = variance > mean
    mean, variance = mean[wide], variance[wide]
    shape = mean**2 / (variance - mean)
    tails[wide] = special.betainc(below[wide] + 1.0, shape, 1 - mean / variance)
    return tails


@compiled(nogil=True)
def _measure(days: Ints, offsets: Ints, former: Ints, min_days: int) -> Floats:
    """Return median, mean and variance of each account's days, one row an account."""
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
