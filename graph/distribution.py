"""How one figure is distributed over many accounts."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Distribution:
    """Counts of nulls and zeros among n figures, and 101 quantiles of those that are not null."""

    null_count: int
    zero_count: int
    quantiles: tuple[float, ...]


def distribution(values: npt.NDArray[np.float64]) -> Distribution:
    """Return how figures are distributed.

    Args:
        values: float64[n], in any order; NaN stands for null.

    Returns:
        The counts, and the quantiles at 0, 1, ..., 100 % by the inverted distribution function, so
        that each is a value that occurs; no quantiles where every value is null.

    Complexity: O(n log n) to sort; 8 bytes a value.

    Reference: Hyndman and Fan, Sample quantiles in statistical packages, 1996, definition 1.
    """
    known = np.sort(values[~np.isnan(values)])
    ranks = np.maximum(np.ceil(np.arange(101) * known.size / 100).astype(np.int64), 1) - 1
    return Distribution(
        null_count=int(values.size - known.size),
        zero_count=int(np.count_nonzero(known == 0)),
        quantiles=tuple(known[ranks].tolist()) if known.size else (),
    )
