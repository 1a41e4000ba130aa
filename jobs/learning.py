"""Learns weights from the figures of accounts whose truth is known, wherever they come from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.scorecard import Bins, learn_bins, learn_scales
from jobs.catalog import Catalog
from jobs.census import FigureOf, Types, families, spoken_of
from jobs.policy import Policy
from jobs.weight import Weight

# The signals that say of which type an account is; where neither is 1 it is a consumer.
BUSINESS, API = "registration_business_count", "registration_api_count"

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Learned:
    """A signal's weight as it was, None where it had none, and as it is now."""

    signal: str
    family: str
    known_count: int
    before: Weight | None
    after: Weight


def learn(policy: Policy, catalog: Catalog, is_spam: Flags, figure_of: FigureOf) -> list[Learned]:
    """Return the policy's weights learned anew.

    Args:
        policy: with the signals to be learned, their directions and account types.
        catalog: has the families.
        is_spam: bool[n], the truth of each row that the policy weighs; both classes occur.
        figure_of: gives a signal's figures of these rows, float64[n], NaN for null.
    """
    types = account_types(figure_of)
    bins: dict[str, Bins] = {}
    known: dict[str, int] = {}
    for name, weight in policy.weights.items():
        values = spoken_of(weight, figure_of(name), types)
        bins[name] = learn_bins(values, is_spam, weight.direction)
        known[name] = int(np.count_nonzero(~np.isnan(values)))
    plain = {name: _scaled(policy.weights[name], bins[name], (1.0, 1.0)) for name in bins}
    heard = families(plain, catalog, figure_of, types)
    voices = [(family.strongest_for, family.strongest_against) for family in heard.values()]
    scales = learn_scales(voices, is_spam, policy.score.spam_share) if voices else []
    factors = dict(zip(heard, scales, strict=True))
    learned = []
    for name, weight in policy.weights.items():
        family = catalog.signals[name].column.family
        after = _scaled(weight, bins[name], factors[family])
        learned.append(Learned(name, family, known[name], weight if weight.edges else None, after))
    return learned


def account_types(figure_of: FigureOf) -> Types:
    """Return the type of each row's account, as its signals tell."""
    business, api = figure_of(BUSINESS), figure_of(API)
    types = np.where(api == 1, 2, np.where(business == 1, 1, 0))
    return np.where(np.isnan(api), -1, types).astype(np.int8)


def _scaled(weight: Weight, bins: Bins, factors: tuple[float, float]) -> Weight:
    factor = [factors[0] if bits > 0 else factors[1] for bits in bins.bits]
    return Weight(
        edges=list(bins.edges),
        bits=[round(bits * by, 2) for bits, by in zip(bins.bits, factor, strict=True)],
        errors=[round(error * by, 2) for error, by in zip(bins.errors, factor, strict=True)],
        direction=weight.direction,
        account_types=weight.account_types,
    )
