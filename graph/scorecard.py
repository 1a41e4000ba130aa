"""Learns from labelled accounts how many bits each range of a figure says for or against spam."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numba
import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Direction = Literal["rising", "falling", "any"]

# A world is never all of what people do: whatever it shows, one signal says no more than this.
_MOST_BITS = 10.0
_MOST_BINS = 8
# So many accounts, shared out as if the figure said nothing, are added to what was seen.
_DOUBT_COUNT = 4.0
# Neighbouring bins that differ less than this (chi-squared, one degree, p = 0.01) are one.
_LEAST_G = 6.635
_SPAM_QUANTILES = np.linspace(0.05, 0.95, 19)
_HONEST_QUANTILES = np.array([0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999])
# What a squared bit costs, where the mass of spam is 1: a range that lifts nothing falls silent.
_STIFFNESS = 4e-5
_MOST_ITERATIONS = 500


@dataclass(frozen=True)
class Bins:
    """Ranges of one figure: k edges, k + 1 bits, and the standard error of each, in bits."""

    edges: tuple[float, ...]
    bits: tuple[float, ...]
    errors: tuple[float, ...]


def learn_bins(values: Floats, is_spam: Flags, direction: Direction) -> Bins:
    """Return ranges of a figure and what each says, learned from accounts of known truth.

    Candidate edges are quantiles of either class; neighbours are merged while they break the
    direction, differ by chance only, or are too many. Only accounts with a figure count, for null
    says nothing.

    Args:
        values: float64[n]; NaN stands for null.
        is_spam: bool[n], the truth.
        direction: whether greater figures may only say more ("rising") or less ("falling").

    Returns:
        The bins; a single one of 0 bits where one of the classes has no figure.

    Complexity: O(n log n + b^2) for b candidate bins, at most 30.

    Reference: Siddiqi, Credit Risk Scorecards, 2006, ch. 6 (weight of evidence); merging as in
        Kerber, ChiMerge, AAAI 1992; smoothing and cap: docs/decisions/0005.
    """
    known = ~np.isnan(values)
    spam, honest = values[known & is_spam], values[known & ~is_spam]
    if not len(spam) or not len(honest):
        return Bins((), (0.0,), (0.0,))
    edges = _candidates(spam, honest)
    counts = np.column_stack([_counts(spam, edges), _counts(honest, edges)])
    edges, counts = _merged(edges, counts, direction)
    total = counts.sum(axis=0)
    doubt = _DOUBT_COUNT * (counts / total).mean(axis=1)
    smooth = counts + doubt[:, None]
    share = smooth / (total + _DOUBT_COUNT)
    bits = np.clip(np.log2(share[:, 0] / share[:, 1]), -_MOST_BITS, _MOST_BITS)
    errors = np.sqrt((1 / smooth).sum(axis=1)) / math.log(2)
    return Bins(tuple(edges.tolist()), tuple(bits.tolist()), tuple(errors.tolist()))


def _candidates(spam: Floats, honest: Floats) -> Floats:
    drawn = np.concatenate(
        [np.quantile(spam, _SPAM_QUANTILES), np.quantile(honest, _HONEST_QUANTILES)]
    )
    rounded = np.array([float(f"{value:.3g}") for value in drawn])
    lowest = min(spam.min(), honest.min())
    return np.unique(rounded[rounded > lowest])


def _counts(values: Floats, edges: Floats) -> Floats:
    places = np.searchsorted(edges, values, side="right")
    return np.bincount(places, minlength=len(edges) + 1).astype(np.float64)


def _merged(edges: Floats, counts: Floats, direction: Direction) -> tuple[Floats, Floats]:
    total = counts.sum(axis=0)
    while len(edges):
        gains = np.array([_gain(counts[i], counts[i + 1], total) for i in range(len(edges))])
        ratio = (counts[:, 0] + 0.5) / total[0] / ((counts[:, 1] + 0.5) / total[1])
        steps = np.diff(ratio)
        wrong = {"rising": steps < 0, "falling": steps > 0, "any": np.zeros(len(steps), bool)}
        gains[wrong[direction]] = -1.0
        place = int(np.argmin(gains))
        if gains[place] >= _LEAST_G and len(edges) < _MOST_BINS:
            break
        counts[place] += counts[place + 1]
        counts, edges = np.delete(counts, place + 1, axis=0), np.delete(edges, place)
    return edges, counts


def _gain(left: Floats, right: Floats, total: Floats) -> float:
    """Return the G statistic of two bins against one, the classes weighed alike."""
    scale = total.min() / total
    table = np.array([left, right]) * scale
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / max(table.sum(), 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(table > 0, table * np.log(table / expected), 0.0)
    return float(2 * parts.sum())


def fit_bits(
    places: Ints,
    families: Ints,
    bins: Sequence[Bins],
    kinds: Sequence[Direction],
    is_spam: Flags,
    spam_share: float,
) -> list[Floats]:
    """Return what each range says beside all others, where a family's strongest voices count.

    Bits learned one signal at a time are those of independent signals; added up, they are too sure.
    These are the bits of the likeliest logistic model of the sum that decides: prior + for each
    family its strongest voice for and its strongest against, spam counted as often as `spam_share`
    says it occurs. Directions are kept, and a range that lifts nothing is drawn towards silence.

    Args:
        places: int64[n, s], the range (0 to its bin count - 1) of each signal's figure; -1: null.
        families: int64[s], which family each signal is of, counted from 0.
        bins: the s signals' ranges, as learned one by one: where the search starts.
        kinds: the s directions.
        is_spam: bool[n], the truth; both classes occur.
        spam_share: the share of spam to be expected, 0 < share < 1.

    Returns:
        For each signal float64[its bin count], bits within [-10, 10]; a rising or falling one says
        0 or more at one end and 0 or less at the other.

    Complexity: O(n s) an iteration, at most 500 of them.

    Reference: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2009, 4.4
        (penalised likelihood) and ch. 9 (a sum of step functions); L-BFGS-B (Byrd, Lu, Nocedal,
        Zhu 1995) on the steps of each function, so that directions are bounds.
    """
    start = [_steps(np.array(item.bits) / 2, kind) for item, kind in zip(bins, kinds, strict=True)]
    if not any(len(steps) for steps in start):
        return [np.zeros(1) for _ in bins]
    spans = _spans(start)
    firsts = _spans([item.bits for item in bins])
    flat = np.where(places >= 0, places + np.array([span.start for span in firsts]), -1)
    prior = math.log2(spam_share / (1 - spam_share))
    mass = np.where(
        is_spam, spam_share / max(is_spam.sum(), 1), (1 - spam_share) / max((~is_spam).sum(), 1)
    )
    # Whatever the sample, the mass of spam is 1: the stiffness then means the same everywhere.
    mass /= spam_share

    def bits_of(steps: Floats) -> list[Floats]:
        found = [_summed(steps[at], kind) for at, kind in zip(spans, kinds, strict=True)]
        return [np.clip(bits, -_MOST_BITS, _MOST_BITS) for bits in found]

    def loss(steps: Floats) -> tuple[float, Floats]:
        bits = np.concatenate(bits_of(steps))
        slope = 2 * _STIFFNESS * bits
        value = _wrongness(flat, families, bits, prior, is_spam, mass, slope)
        # Beyond the most that may be said nothing is gained, so nothing pulls there.
        slope[(np.abs(bits) >= _MOST_BITS) & (slope * bits < 0)] = 0.0
        pulled = [_pulled(slope[at], kind) for at, kind in zip(firsts, kinds, strict=True)]
        return value + _STIFFNESS * float(bits @ bits), np.concatenate(pulled)

    found = minimize(
        loss,
        np.concatenate(start),
        jac=True,
        method="L-BFGS-B",
        bounds=[
            (-_MOST_BITS if kind == "any" else 0.0, _MOST_BITS)
            for steps, kind in zip(start, kinds, strict=True)
            for _ in steps
        ],
        options={"maxiter": _MOST_ITERATIONS, "maxfun": 2 * _MOST_ITERATIONS},
    )
    return bits_of(found.x)


def _spans(parts: Sequence[Sequence[float] | Floats]) -> list[slice]:
    """Return where each part lies among all of them in a row."""
    ends = np.cumsum([0, *(len(part) for part in parts)])
    return [slice(int(first), int(last)) for first, last in itertools.pairwise(ends)]


def _steps(bits: Floats, kind: Direction) -> Floats:
    """Return by how much bits of a direction rise above 0, range by range, and below it.

    As each of these is 0 or more, the least says nothing or against spam, the most nothing or for:
    what an account has shown nothing of can never be held against it.
    """
    if kind == "any":
        return bits if len(bits) > 1 else bits[:0]
    rising = bits if kind == "rising" else bits[::-1]
    return np.concatenate([np.diff(np.maximum(rising, 0.0)), np.diff(np.minimum(rising, 0.0))])


def _summed(steps: Floats, kind: Direction) -> Floats:
    """Return the bits of steps."""
    if kind == "any":
        return steps if len(steps) else np.zeros(1)
    above, below = np.split(steps, 2)
    rising: Floats = np.append(0.0, np.cumsum(above))
    rising -= np.append(np.cumsum(below[::-1])[::-1], 0.0)
    return rising if kind == "rising" else rising[::-1]


def _pulled(slope: Floats, kind: Direction) -> Floats:
    """Return the slope along the steps of a slope along bits."""
    if kind == "any":
        return slope if len(slope) > 1 else slope[:0]
    rising = slope if kind == "rising" else slope[::-1]
    return np.concatenate([np.cumsum(rising[::-1])[::-1][1:], -np.cumsum(rising)[:-1]])


@numba.njit(cache=True)
def _wrongness(
    flat: Ints,
    families: Ints,
    bits: Floats,
    prior: float,
    is_spam: Flags,
    mass: Floats,
    slope: Floats,
) -> float:
    """Return the logistic loss of all accounts, and add its slope along the bits."""
    family_count = families.max() + 1 if len(families) else 0
    best = np.empty((family_count, 2), dtype=np.int64)
    ln2 = math.log(2.0)
    total = 0.0
    for account in range(len(flat)):
        best[:] = -1
        for signal in range(len(families)):
            place = flat[account, signal]
            if place < 0 or bits[place] == 0.0:
                continue
            side = 0 if bits[place] > 0.0 else 1
            champion = best[families[signal], side]
            if champion < 0 or abs(bits[place]) > abs(bits[champion]):
                best[families[signal], side] = place
        odds = prior
        for place in best.flat:
            if place >= 0:
                odds += bits[place]
        sign = -1.0 if is_spam[account] else 1.0
        wrong = sign * odds * ln2
        total += mass[account] * (max(wrong, 0.0) + math.log1p(math.exp(-abs(wrong))))
        pull = mass[account] * sign * ln2 / (1.0 + math.exp(-max(min(wrong, 700.0), -700.0)))
        for place in best.flat:
            if place >= 0:
                slope[place] += pull
    return total
