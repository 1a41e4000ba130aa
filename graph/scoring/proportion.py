"""Intervals of proportions, the beta-binomial tail, and average precision."""

import math

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled


def wilson_interval(
    hit_count: int, total_count: int, confidence_level: float = 0.95
) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion.

    Args:
        hit_count: the hits, 0 <= hit_count <= total_count.
        total_count: the trials.
        confidence_level: of the interval, 0 < level < 1.

    Returns:
        The lower and upper end, in [0, 1]; (0, 1) without trials.

    Raises:
        ValueError: hits outside of 0..total_count.

    Reference: Wilson, Probable inference, the law of succession, and statistical inference, 1927.
    """
    if not 0 <= hit_count <= total_count:
        raise ValueError(f"{hit_count} hits of {total_count}")
    if not total_count:
        return 0.0, 1.0
    # Imported here, as scipy.stats takes long to import and kernels need only the other functions.
    from scipy.stats import binomtest

    found = binomtest(hit_count, total_count).proportion_ci(confidence_level, method="wilson")
    return float(found.low), float(found.high)


@compiled(nogil=True)
def beta_binomial_tail(hit_count: int, total_count: int, rate: float, spread: float) -> float:
    """Return the upper tail of a beta-binomial distribution.

    Args:
        hit_count: 0 <= hit_count <= total_count.
        total_count: the trials.
        rate: the mean probability of a hit, 0 < rate < 1.
        spread: the correlation of two trials of one account, 0 < spread < 1.

    Returns:
        P(hits >= hit_count); 1 if hit_count is at most the mean.

    Complexity: O(total_count).

    Reference: Skellam, A probability distribution derived from the binomial distribution by
        regarding the probability of success as variable between the sets of trials, 1948.
    """
    if hit_count <= total_count * rate:
        return 1.0
    # The parameters alpha and beta of the beta distribution.
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
    """Return the average precision of a ranking.

    Rows of equal rank form one step: each hit among them has the precision at the end of the step.

    Args:
        ranks: float64[n], greatest first.
        is_hit: bool[n].

    Returns:
        A number in [0, 1], None without hits.
    """
    if not is_hit.any():
        return None
    order = np.argsort(-ranks, kind="stable")
    hits = np.cumsum(is_hit[order])
    is_end = np.append(np.diff(ranks[order]) != 0, True)
    at_end = hits[is_end]
    precision = at_end / (np.flatnonzero(is_end) + 1)
    return float(np.sum(np.diff(at_end, prepend=0) * precision) / hits[-1])
