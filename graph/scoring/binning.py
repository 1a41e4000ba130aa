"""Learn the weight of evidence of each bin of a feature from labelled accounts."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Direction = Literal["rising", "falling", "any"]

# A sample is never complete, so the weight of one signal is capped.
MAX_BITS = 10.0
_MAX_BINS = 8
# Pseudo-counts of smoothing, distributed as if the feature had no information.
_PRIOR_COUNT = 4.0
# Adjacent bins with a lower G statistic are merged (chi-squared, one degree, p = 0.01).
_MIN_G = 6.635
_SPAM_QUANTILES = np.linspace(0.05, 0.95, 19)
_HONEST_QUANTILES = np.array([0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999])


@dataclass(frozen=True)
class Bins:
    """Bins of one feature: k edges, k + 1 bits, and the standard error of each, in bits."""

    edges: tuple[float, ...]
    bits: tuple[float, ...]
    errors: tuple[float, ...]


@dataclass(frozen=True)
class Shape:
    """Constraints on the weights of a feature's bins, whatever the data show.

    At `neutral` the weight changes sign: a rising feature has weights <= 0 below it and >= 0 from
    it on. `speaks` allows one sign only; the bins of the other sign are then one bin of 0 bits.
    No weight exceeds `limit` in size. The bits of a `fixed` feature stay as they are while others
    are fitted beside them.
    """

    direction: Direction
    neutral: float | None = None
    speaks: Literal["both", "for", "against"] = "both"
    limit: float = MAX_BITS
    fixed: bool = False

    @property
    def silent_below(self) -> bool:
        """Return whether all values below neutral have 0 bits."""
        silent = {"for": "rising", "against": "falling"}.get(self.speaks)
        return self.neutral is not None and self.direction == silent

    @property
    def silent_above(self) -> bool:
        """Return whether all values from neutral on have 0 bits."""
        silent = {"for": "falling", "against": "rising"}.get(self.speaks)
        return self.neutral is not None and self.direction == silent


def learn_bins(values: Floats, is_spam: Flags, shape: Shape) -> Bins:
    """Return bins of a feature and the weight of each, learned from labelled accounts.

    Candidate edges are quantiles of either class. Adjacent bins are merged while they violate the
    direction, do not differ significantly, or are too many. Accounts with a null do not count.

    Args:
        values: float64[n]; NaN is null.
        is_spam: bool[n], the labels.
        shape: constraints: whether weights rise or fall with the value, and where they are 0.

    Returns:
        The bins; a single one of 0 bits if one of the classes has no values.

    Complexity: O(n log n + b^2) for b candidate bins, at most 30.

    Reference: Siddiqi, Credit Risk Scorecards, 2006, ch. 6 (weight of evidence); merging as in
        Kerber, ChiMerge, AAAI 1992; smoothing and cap: docs/decisions/0005.
    """
    if shape.silent_below and shape.direction == "rising":
        # A null has 0 bits, as a value below neutral has, so both count as the same bin.
        values = np.where(np.isnan(values), -np.inf, values)
    known = ~np.isnan(values)
    spam, honest = values[known & is_spam], values[known & ~is_spam]
    if not len(spam) or not len(honest):
        return Bins((), (0.0,), (0.0,))
    edges = _allowed(_candidates(spam, honest), shape)
    counts = np.column_stack([_counts(spam, edges), _counts(honest, edges)])
    edges, counts = _merge(edges, counts, shape)
    total = counts.sum(axis=0)
    prior = _PRIOR_COUNT * (counts / total).mean(axis=1)
    smooth = counts + prior[:, None]
    # A bin without accounts, as the one below a neutral value may be, has 0 bits.
    share = np.where(smooth > 0, smooth / (total + _PRIOR_COUNT), 1.0)
    bits = np.clip(np.log2(share[:, 0] / share[:, 1]), -shape.limit, shape.limit)
    errors = np.sqrt((1 / np.where(smooth > 0, smooth, 1.0)).sum(axis=1)) / math.log(2)
    return Bins(tuple(edges.tolist()), tuple(bits.tolist()), tuple(errors.tolist()))


def _candidates(spam: Floats, honest: Floats) -> Floats:
    drawn: list[float] = []
    for values, quantiles in ((spam, _SPAM_QUANTILES), (honest, _HONEST_QUANTILES)):
        finite = values[np.isfinite(values)]
        drawn += np.quantile(finite, quantiles).tolist() if len(finite) else []
    rounded = np.array([float(f"{value:.3g}") for value in drawn])
    lowest = min(spam.min(), honest.min())
    return np.unique(rounded[rounded > lowest])


def _allowed(edges: Floats, shape: Shape) -> Floats:
    """Return the edges that the shape allows, including its neutral value."""
    if shape.neutral is None:
        return edges
    if shape.silent_below:
        edges = edges[edges > shape.neutral]
    if shape.silent_above:
        edges = edges[edges < shape.neutral]
    return np.unique(np.append(edges, shape.neutral))


def _counts(values: Floats, edges: Floats) -> Floats:
    places = np.searchsorted(edges, values, side="right")
    return np.bincount(places, minlength=len(edges) + 1).astype(np.float64)


def _merge(edges: Floats, counts: Floats, shape: Shape) -> tuple[Floats, Floats]:
    total = counts.sum(axis=0)
    while np.any(edges != shape.neutral):
        gains = np.array([_gain(counts[i], counts[i + 1], total) for i in range(len(edges))])
        ratio = (counts[:, 0] + 0.5) / total[0] / ((counts[:, 1] + 0.5) / total[1])
        steps = np.diff(ratio)
        wrong = {"rising": steps < 0, "falling": steps > 0, "any": np.zeros(len(steps), bool)}
        gains[wrong[shape.direction]] = -1.0
        gains[edges == shape.neutral] = np.inf
        place = int(np.argmin(gains))
        if gains[place] >= _MIN_G and len(edges) < _MAX_BINS:
            break
        counts[place] += counts[place + 1]
        counts, edges = np.delete(counts, place + 1, axis=0), np.delete(edges, place)
    return edges, counts


def _gain(left: Floats, right: Floats, total: Floats) -> float:
    """Return the G statistic of two bins against one, with equal weight for both classes."""
    scale = total.min() / total
    table = np.array([left, right]) * scale
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / max(table.sum(), 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(table > 0, table * np.log(table / expected), 0.0)
    return float(2 * parts.sum())
