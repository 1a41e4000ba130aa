"""Says how sure a share is, and how well an order puts some before others."""

import math

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled

# The normal quantile of a two-sided 95 % interval.
_Z = 1.959963984540054


def wilson_interval(hit_count: int, total_count: int, z: float = _Z) -> tuple[float, float]:
    """Return the score interval of a share.

    Args:
        hit_count: how many of the total are hits, 0 <= hit_count <= total_count.
        total_count: how many there are.
        z: how wide, in standard deviations; by default 95 % of intervals hold the true share.

    Returns:
        The lower and upper end, in [0, 1]; (0, 1) where there are none at all.

    Raises:
        ValueError: more hits than there are, or fewer than none.

    Reference: Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    if not 0 <= hit_count <= total_count:
        raise ValueError(f"{hit_count} hits of {total_count}")
    if not total_count:
        return 0.0, 1.0
    share = hit_count / total_count
    width = z * math.sqrt(share * (1 - share) / total_count + (z / (2 * total_count)) ** 2)
    scale = 1 + z**2 / total_count
    middle = share + z**2 / (2 * total_count)
    # At the ends the exact bound is 0 or 1, whatever rounding makes of it.
    lower = 0.0 if not hit_count else (middle - width) / scale
    upper = 1.0 if hit_count == total_count else (middle + width) / scale
    return lower, upper


@compiled(nogil=True)
def chance_of_more(hit_count: int, total_count: int, rate: float, spread: float) -> float:
    """Return with what probability there are so many hits or more, beyond what is usual.

    Args:
        hit_count: 0 <= hit_count <= total_count.
        total_count: how many can be hits.
        rate: with what probability each is one, on average, above 0 and below 1.
        spread: how much those who are alike differ in that, above 0 and below 1: the correlation
            of two of one's own.

    Returns:
        The upper tail of the beta-binomial distribution; 1 where the mean is no less than that.

    Complexity: O(total_count).

    Reference: Skellam, A probability distribution derived from the binomial distribution by
        regarding the probability of success as variable between the sets of trials, 1948.
    """
    if hit_count <= total_count * rate:
        return 1.0
    # As many hits and others as have been seen already, in effect.
    hits, others = rate * (1 / spread - 1), (1 - rate) * (1 / spread - 1)
    missed = total_count - hit_count
    ways = math.lgamma(total_count + 1) - math.lgamma(hit_count + 1) - math.lgamma(missed + 1)
    ways += math.lgamma(hits + hit_count) - math.lgamma(hits)
    ways += math.lgamma(others + missed) - math.lgamma(others)
    ways += math.lgamma(hits + others) - math.lgamma(hits + others + total_count)
    each, total = math.exp(ways), 0.0
    for count in range(hit_count, total_count + 1):
        total += each
        left = total_count - count
        each *= left / (count + 1) * (hits + count) / max(others + left - 1, others)
    return total


def average_precision(
    ranks: npt.NDArray[np.float64], is_hit: npt.NDArray[np.bool_]
) -> float | None:
    """Return the precision at each hit, averaged over the hits, in the order of ranks.

    Those of equal rank come together: each hit among them sees the precision at their end.

    Args:
        ranks: float64[n], the greatest first.
        is_hit: bool[n].

    Returns:
        A number in [0, 1], None where there is no hit.
    """
    if not is_hit.any():
        return None
    order = np.argsort(-ranks, kind="stable")
    hits = np.cumsum(is_hit[order])
    is_end = np.append(np.diff(ranks[order]) != 0, True)
    at_end = hits[is_end]
    precision = at_end / (np.flatnonzero(is_end) + 1)
    return float(np.sum(np.diff(at_end, prepend=0) * precision) / hits[-1])
