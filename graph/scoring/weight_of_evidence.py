"""Compute the weight of evidence of features in bits, and combine it by family."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def bits_of(values: Floats, edges: Floats, bits: Floats) -> Floats:
    """Return the weight of evidence of each value.

    Args:
        values: float64[n], in any order; NaN is null, with 0 bits.
        edges: float64[k], ascending; a value equal to an edge is above it.
        bits: float64[k + 1], the bits below the first edge, and from each edge on.

    Returns:
        float64[n], bits: log2 of P(value | spam) / P(value | not spam).

    Raises:
        ValueError: edges are not ascending, or bits are not one more.

    Complexity: O(n log k).

    Reference: Good, Probability and the weighing of evidence, 1950.
    """
    if len(bits) != len(edges) + 1 or np.any(np.diff(edges) <= 0):
        raise ValueError(f"{len(edges)} edges and {len(bits)} bits; want ascending edges, one less")
    return np.append(bits, 0.0)[places_of(values, edges)]


def places_of(values: Floats, edges: Floats) -> npt.NDArray[np.int64]:
    """Return the bin of each value, from 0, and -1 for null.

    Args:
        values: float64[n], in any order; NaN is null.
        edges: float64[k], ascending; a value equal to an edge is above it.

    Returns:
        int64[n] in [-1, k].

    Complexity: O(n log k).
    """
    places = np.searchsorted(edges, values, side="right")
    return np.where(np.isnan(values), -1, places).astype(np.int64)


class Family:
    """The greatest weight for and against spam of a family of correlated signals, by account.

    Correlated signals repeat the same evidence, so their weights are not added.
    """

    def __init__(self, account_count: int) -> None:
        self._for = np.zeros(account_count)
        self._against = np.zeros(account_count)

    def add(self, accounts: npt.NDArray[np.int64], bits: Floats) -> None:
        """Add the weights of one signal.

        Args:
            accounts: int64[m], positions, each at most once, 0 <= position < account_count.
            bits: float64[m].
        """
        self._for[accounts] = np.maximum(self._for[accounts], bits)
        self._against[accounts] = np.minimum(self._against[accounts], bits)

    @property
    def strongest_for(self) -> Floats:
        """float64[account_count], bits, 0 or more."""
        return self._for

    @property
    def strongest_against(self) -> Floats:
        """float64[account_count], bits, 0 or less."""
        return self._against


def probability(bits: float) -> float:
    """Return the probability of log-odds in bits.

    Args:
        bits: log2 of the odds, any finite number.
    """
    odds = float(np.exp2(-min(abs(bits), 1000.0)))
    return odds / (1 + odds) if bits < 0 else 1 / (1 + odds)
