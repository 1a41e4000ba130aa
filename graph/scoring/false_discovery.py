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
    found = np.full(len(p_values), np.nan)
    if known.size:
        # Imported here, as scipy.stats takes long to import: only nights with a test need it.
        from scipy.stats import false_discovery_control

        found[made] = false_discovery_control(known)
    return found
