"""Control the false discovery rate over all statistical tests of a night."""

import numpy as np
import numpy.typing as npt


def q_values(p_values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the q-value of each test (Benjamini-Hochberg).

    Of the tests with q <= b, at most a share b is false on average, for independent or positively
    dependent tests.

    Args:
        p_values: float64[n] in [0, 1]; NaN for a test without a result, which does not count.

    Returns:
        float64[n] in [0, 1], NaN where p is.

    Raises:
        ValueError: a p-value outside [0, 1].

    Complexity: O(n log n).

    Reference: Benjamini and Hochberg, Controlling the false discovery rate, 1995.
    """
    made = ~np.isnan(p_values)
    known = p_values[made]
    if np.any((known < 0) | (known > 1)):
        raise ValueError("p-values lie in [0, 1]")
    order = np.argsort(known, kind="stable")
    raised = known[order] * len(known) / np.arange(1, len(known) + 1)
    least = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    found = np.full(len(p_values), np.nan)
    placed = np.empty(len(known))
    placed[order] = least
    found[made] = placed
    return found
