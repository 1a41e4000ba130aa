"""Fits what all ranges of all figures say together, by the sum that decides."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from graph.kernel import compiled
from graph.scoring.binning import MOST_BITS, Bins, Direction, Shape

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# What a squared bit costs, where the mass of spam is 1: a range that lifts nothing falls silent.
_STIFFNESS = 1e-5
_MOST_ITERATIONS = 500


def fit_bits(
    places: Ints,
    families: Ints,
    bins: Sequence[Bins],
    shapes: Sequence[Shape],
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
        shapes: what each of the s tables may say.
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
    kinds = [shape.direction for shape in shapes]
    start = [_steps(np.array(item.bits) / 2, kind) for item, kind in zip(bins, kinds, strict=True)]
    if not any(len(steps) for steps in start):
        return [np.zeros(1) for _ in bins]
    problem = _Problem(places, families, bins, kinds, is_spam, spam_share, _spans(start))
    bounds = [
        bound
        for steps, item, shape in zip(start, bins, shapes, strict=True)
        for bound in _bounds(len(steps), item.edges, shape)
    ]
    first = np.clip(np.concatenate(start), *np.array(bounds).T)
    found = minimize(
        problem.loss,
        first,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": _MOST_ITERATIONS, "maxfun": 2 * _MOST_ITERATIONS},
    )
    return problem.bits(found.x)


@dataclass
class _Problem:
    """The loss of steps: `spans` are where each signal's steps lie among them."""

    places: Ints
    families: Ints
    bins: Sequence[Bins]
    kinds: Sequence[Direction]
    is_spam: Flags
    spam_share: float
    spans: list[slice]

    def __post_init__(self) -> None:
        share, spam_count = self.spam_share, int(np.count_nonzero(self.is_spam))
        self.prior = math.log2(share / (1 - share))
        # Whatever the sample, the mass of spam is 1: the stiffness then means the same everywhere.
        honest = (1 - share) / share / max(len(self.is_spam) - spam_count, 1)
        self.mass = np.where(self.is_spam, 1 / max(spam_count, 1), honest)
        self.ranges = _spans([item.bits for item in self.bins])
        firsts = np.array([span.start for span in self.ranges])
        self.flat = np.where(self.places >= 0, self.places + firsts, -1)

    def bits(self, steps: Floats) -> list[Floats]:
        """Return the bits of each signal's steps."""
        found = [_summed(steps[at], kind) for at, kind in zip(self.spans, self.kinds, strict=True)]
        return [np.clip(bits, -MOST_BITS, MOST_BITS) for bits in found]

    def loss(self, steps: Floats) -> tuple[float, Floats]:
        """Return the logistic loss and the price of the bits, and their slope along the steps."""
        bits = np.concatenate(self.bits(steps))
        slope = 2 * _STIFFNESS * bits
        value = _wrongness(
            self.flat, self.families, bits, self.prior, self.is_spam, self.mass, slope
        )
        # Beyond the most that may be said nothing is gained, so nothing pulls there.
        slope[(np.abs(bits) >= MOST_BITS) & (slope * bits < 0)] = 0.0
        pairs = zip(self.ranges, self.kinds, strict=True)
        pulled = [_pulled(slope[at], kind) for at, kind in pairs]
        return value + _STIFFNESS * float(bits @ bits), np.concatenate(pulled)


def _spans(parts: Sequence[Sequence[float] | Floats]) -> list[slice]:
    """Return where each part lies among all of them in a row."""
    ends = np.cumsum([0, *(len(part) for part in parts)])
    return [slice(int(first), int(last)) for first, last in itertools.pairwise(ends)]


def _steps(bits: Floats, kind: Direction) -> Floats:
    """Return by how much bits of a direction rise above 0, range by range, and below it.

    As each of these is 0 or more, one end says nothing or against spam and the other nothing or
    for: no table is a constant that speaks for or against everybody who has the figure.
    """
    if kind == "any":
        return bits if len(bits) > 1 else bits[:0]
    rising = bits if kind == "rising" else bits[::-1]
    return np.concatenate([np.diff(np.maximum(rising, 0.0)), np.diff(np.minimum(rising, 0.0))])


def _bounds(count: int, edges: Sequence[float], shape: Shape) -> list[tuple[float, float]]:
    """Return the least and the most of each step of a table: those that its shape forbids are 0."""
    if shape.direction == "any":
        return [(-MOST_BITS, MOST_BITS)] * count
    is_rising = shape.direction == "rising"
    ordered = np.array(edges if is_rising else edges[::-1])
    above, below = np.full(len(edges), MOST_BITS), np.full(len(edges), MOST_BITS)
    if shape.neutral is not None:
        # A step up before neutral would speak for spam too soon, one down after it too late.
        early = ordered < shape.neutral if is_rising else ordered > shape.neutral
        late = ordered > shape.neutral if is_rising else ordered < shape.neutral
        above[early], below[late] = 0.0, 0.0
    if shape.speaks == "for":
        below[:] = 0.0
    if shape.speaks == "against":
        above[:] = 0.0
    return [(0.0, float(most)) for most in np.concatenate([above, below])]


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


@compiled()
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
