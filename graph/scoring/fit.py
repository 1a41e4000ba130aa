"""Fit the weights of all bins of all features together, under the decision's own sum."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from graph.kernel import compiled
from graph.scoring.binning import Bins, Direction, Shape

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# The penalty of a squared bit, for a spam mass of 1: a bin without effect goes to 0.
_STIFFNESS = 1e-5
_MAX_ITERATIONS = 500


def fit_bits(
    places: Ints,
    families: Ints,
    bins: Sequence[Bins],
    shapes: Sequence[Shape],
    is_spam: Flags,
    spam_share: float,
) -> list[Floats]:
    """Return the weight of each bin in the joint model.

    Weights learned one signal at a time assume independent signals; their sum is overconfident.
    This fits the penalised logistic model of the sum that decides: prior + for each family its
    greatest weight for spam and its greatest against. Spam is reweighted to `spam_share`.
    Directions are kept, and a bin without effect is shrunk to 0. Fixed signals keep their bits.

    Args:
        places: int64[n, s], the bin (from 0) of each signal's value; -1: null.
        families: int64[s], the family of each signal, from 0.
        bins: of the s signals, as learned one by one; the start of the search.
        shapes: the constraints of the s signals.
        is_spam: bool[n], the labels; both classes occur.
        spam_share: the expected share of spam, 0 < share < 1.

    Returns:
        For each signal float64[its bin count], bits within its limit; with a direction and not
        fixed, >= 0 at one end and <= 0 at the other.

    Complexity: O(n s) an iteration, at most 500 of them.

    Reference: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2009, 4.4
        (penalised likelihood) and ch. 9 (a sum of step functions); L-BFGS-B (Byrd, Lu, Nocedal,
        Zhu 1995) on the steps of each function, so that directions are bounds.
    """
    # The bits of a fixed signal are steps by themselves, whatever its direction.
    kinds: list[Direction] = ["any" if shape.fixed else shape.direction for shape in shapes]
    start = [
        _steps(np.array(item.bits) / (1 if shape.fixed else 2), kind)
        for item, shape, kind in zip(bins, shapes, kinds, strict=True)
    ]
    if not any(len(steps) for steps in start):
        return [np.zeros(1) for _ in bins]
    limits = [shape.limit for shape in shapes]
    problem = _Problem(places, families, bins, kinds, limits, is_spam, spam_share, _spans(start))
    bounds = [
        bound
        for steps, item, shape in zip(start, bins, shapes, strict=True)
        for bound in (
            [(bits, bits) for bits in steps.tolist()]
            if shape.fixed
            else _bounds(len(steps), item.edges, shape)
        )
    ]
    first = np.clip(np.concatenate(start), *np.array(bounds).T)
    found = minimize(
        problem.loss,
        first,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": _MAX_ITERATIONS, "maxfun": 2 * _MAX_ITERATIONS},
    )
    return problem.bits(found.x)


@dataclass
class _Problem:
    """The loss of steps; `spans` are the positions of each signal's steps, `limits` its caps."""

    places: Ints
    families: Ints
    bins: Sequence[Bins]
    kinds: Sequence[Direction]
    limits: Sequence[float]
    is_spam: Flags
    spam_share: float
    spans: list[slice]

    def __post_init__(self) -> None:
        share, spam_count = self.spam_share, int(np.count_nonzero(self.is_spam))
        self.prior = math.log2(share / (1 - share))
        # The mass of spam is 1 for every sample, so that the penalty has the same effect.
        honest = (1 - share) / share / max(len(self.is_spam) - spam_count, 1)
        self.mass = np.where(self.is_spam, 1 / max(spam_count, 1), honest)
        self.ranges = _spans([item.bits for item in self.bins])
        self.caps = np.repeat(self.limits, [len(item.bits) for item in self.bins])
        firsts = np.array([span.start for span in self.ranges])
        self.flat = np.where(self.places >= 0, self.places + firsts, -1)

    def bits(self, steps: Floats) -> list[Floats]:
        """Return the bits of each signal's steps."""
        signals = zip(self.spans, self.kinds, self.limits, strict=True)
        return [
            np.clip(_bits_of_steps(steps[at], kind), -limit, limit) for at, kind, limit in signals
        ]

    def loss(self, steps: Floats) -> tuple[float, Floats]:
        """Return the logistic loss with penalty, and its gradient along the steps."""
        bits = np.concatenate(self.bits(steps))
        slope = 2 * _STIFFNESS * bits
        value = _logistic_loss(
            self.flat, self.families, bits, self.prior, self.is_spam, self.mass, slope
        )
        # At the cap, a greater weight has no effect, so the gradient is 0.
        slope[(np.abs(bits) >= self.caps) & (slope * bits < 0)] = 0.0
        pairs = zip(self.ranges, self.kinds, strict=True)
        pulled = [_step_gradient(slope[at], kind) for at, kind in pairs]
        return value + _STIFFNESS * float(bits @ bits), np.concatenate(pulled)


def _spans(parts: Sequence[Sequence[float] | Floats]) -> list[slice]:
    """Return the position of each part in their concatenation."""
    ends = np.cumsum([0, *(len(part) for part in parts)])
    return [slice(int(first), int(last)) for first, last in itertools.pairwise(ends)]


def _steps(bits: Floats, kind: Direction) -> Floats:
    """Return the steps of the bits above 0 and below 0, bin by bin.

    All steps are >= 0. So one end is <= 0 and the other >= 0, and no feature adds the same constant
    to all accounts that have it.
    """
    if kind == "any":
        return bits if len(bits) > 1 else bits[:0]
    rising = bits if kind == "rising" else bits[::-1]
    return np.concatenate([np.diff(np.maximum(rising, 0.0)), np.diff(np.minimum(rising, 0.0))])


def _bounds(count: int, edges: Sequence[float], shape: Shape) -> list[tuple[float, float]]:
    """Return the bounds of each step; steps that the shape forbids are 0."""
    if shape.direction == "any":
        return [(-shape.limit, shape.limit)] * count
    is_rising = shape.direction == "rising"
    ordered = np.array(edges if is_rising else edges[::-1])
    above, below = np.full(len(edges), shape.limit), np.full(len(edges), shape.limit)
    if shape.neutral is not None:
        # Weights are <= 0 before neutral and >= 0 after it.
        early = ordered < shape.neutral if is_rising else ordered > shape.neutral
        late = ordered > shape.neutral if is_rising else ordered < shape.neutral
        above[early], below[late] = 0.0, 0.0
    if shape.speaks == "for":
        below[:] = 0.0
    if shape.speaks == "against":
        above[:] = 0.0
    return [(0.0, float(bound)) for bound in np.concatenate([above, below])]


def _bits_of_steps(steps: Floats, kind: Direction) -> Floats:
    """Return the bits of steps."""
    if kind == "any":
        return steps if len(steps) else np.zeros(1)
    above, below = np.split(steps, 2)
    rising: Floats = np.append(0.0, np.cumsum(above))
    rising -= np.append(np.cumsum(below[::-1])[::-1], 0.0)
    return rising if kind == "rising" else rising[::-1]


def _step_gradient(slope: Floats, kind: Direction) -> Floats:
    """Return the gradient along the steps, given the gradient along the bits."""
    if kind == "any":
        return slope if len(slope) > 1 else slope[:0]
    rising = slope if kind == "rising" else slope[::-1]
    return np.concatenate([np.cumsum(rising[::-1])[::-1][1:], -np.cumsum(rising)[:-1]])


@compiled()
def _logistic_loss(
    flat: Ints,
    families: Ints,
    bits: Floats,
    prior: float,
    is_spam: Flags,
    mass: Floats,
    slope: Floats,
) -> float:
    """Return the logistic loss of all accounts, and add its gradient along the bits to `slope`."""
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
            former = best[families[signal], side]
            if former < 0 or abs(bits[place]) > abs(bits[former]):
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
