"""Draw the parameters of a planted behaviour from the ranges of its kind."""

from collections.abc import Mapping

import numpy as np

from jobs.simulate.clock import Ints

Ranges = Mapping[str, tuple[float, float]]


class Draws:
    """Draw the parameters of one planted account; the same generator gives the same ones."""

    def __init__(self, ranges: Ranges, rng: np.random.Generator) -> None:
        self.rng = rng
        self._ranges = ranges

    def share(self, name: str) -> float:
        """Return a number drawn uniformly from the range."""
        low, high = self._ranges[name]
        return float(self.rng.uniform(low, high))

    def amount(self, name: str) -> float:
        """Return a number drawn uniformly in its logarithm, so that many are close to a limit."""
        low, high = self._ranges[name]
        return float(np.exp(self.rng.uniform(np.log(low), np.log(high))))

    def count(self, name: str) -> int:
        """Return `amount` as an integer."""
        return round(self.amount(name))

    def time(self, name: str, unit: int) -> int:
        """Return `amount` of the unit, in microseconds."""
        return round(self.amount(name) * unit)

    def some(self, total: int, share: float) -> Ints:
        """Return the sorted places of exactly `share` of `total` items."""
        chosen = self.rng.choice(total, size=round(share * total), replace=False)
        return np.sort(chosen).astype(np.int64)
