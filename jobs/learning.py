"""Learns weights from the figures of accounts whose truth is known, wherever they come from."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.evidence import Family, bits_of
from graph.scorecard import Bins, learn_bins, learn_scales
from jobs.catalog import Catalog
from jobs.policy import Policy
from jobs.rule import ACCOUNT_TYPES
from jobs.weight import Weight

# The signals that say of which type an account is; none of them is 1: a consumer, or not known.
TYPE_SIGNALS = {"business": "registration_business_count", "api": "registration_api_count"}

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Figures = Callable[[str], Floats]


@dataclass(frozen=True)
class Learned:
    """A signal's weight as it was, None where it had none, and as it is now."""

    signal: str
    family: str
    known_count: int
    before: Weight | None
    after: Weight


def weighed(policy: Policy, figures: Figures, count: int) -> Flags:
    """Return which rows the policy weighs.

    Args:
        policy: says whom.
        figures: gives a signal's figures of all rows, float64[count], NaN for null.
        count: how many rows there are.
    """
    chosen = np.zeros(count, dtype=np.bool_)
    for group in policy.score.weighed:
        held = np.ones(count, dtype=np.bool_)
        for name, condition in group.items():
            held &= condition.holds_for(figures(name))
        chosen |= held
    return chosen


def learn(policy: Policy, catalog: Catalog, is_spam: Flags, figures: Figures) -> list[Learned]:
    """Return the policy's weights learned anew.

    Args:
        policy: with the signals to be learned, their directions and account types.
        catalog: has the families.
        is_spam: bool[n], the truth of each row that the policy weighs; both classes occur.
        figures: gives a signal's figures of these rows, float64[n], NaN for null.
    """
    types = _types(figures, len(is_spam))
    families: dict[str, Family] = {}
    bins: dict[str, Bins] = {}
    known: dict[str, int] = {}
    for name, weight in policy.weights.items():
        chosen = np.isin(types, [ACCOUNT_TYPES.index(kind) for kind in weight.account_types])
        values = np.where(chosen, figures(name), np.nan)
        found = learn_bins(values, is_spam, weight.direction)
        family = catalog.signals[name].column.family
        families.setdefault(family, Family(len(is_spam))).hear(
            np.arange(len(is_spam)), bits_of(values, np.array(found.edges), np.array(found.bits))
        )
        bins[name], known[name] = found, int(np.count_nonzero(~np.isnan(values)))
    voices = [(item.strongest_for, item.strongest_against) for item in families.values()]
    scales = learn_scales(voices, is_spam, policy.score.spam_share)
    factors = dict(zip(families, scales, strict=True))
    learned = []
    for name, weight in policy.weights.items():
        family = catalog.signals[name].column.family
        after = _scaled(weight, bins[name], factors[family])
        learned.append(Learned(name, family, known[name], weight if weight.edges else None, after))
    return learned


def _types(figures: Figures, count: int) -> npt.NDArray[np.int64]:
    types = np.zeros(count, dtype=np.int64)
    for name, signal in TYPE_SIGNALS.items():
        types[figures(signal) == 1] = [*ACCOUNT_TYPES].index(name)  # type: ignore[arg-type]
    return types


def _scaled(weight: Weight, bins: Bins, factors: tuple[float, float]) -> Weight:
    factor = [factors[0] if bits > 0 else factors[1] for bits in bins.bits]
    return Weight(
        edges=list(bins.edges),
        bits=[round(bits * by, 2) for bits, by in zip(bins.bits, factor, strict=True)],
        errors=[round(error * by, 2) for error, by in zip(bins.errors, factor, strict=True)],
        direction=weight.direction,
        account_types=weight.account_types,
    )
