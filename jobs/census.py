"""Holds the policy's weights against many accounts at once, wherever their figures come from."""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from graph.evidence import Family, bits_of
from jobs.catalog import Catalog
from jobs.condition import Condition
from jobs.policy import Policy
from jobs.rule import ACCOUNT_TYPES
from jobs.scale import prior_bits
from jobs.weight import Weight

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# The position of each account's type in ACCOUNT_TYPES; -1: not known.
Types = npt.NDArray[np.int8]
# Gives a signal's figure of each account, NaN for null.
FigureOf = Callable[[str], Floats]


def meets(conditions: Mapping[str, Condition], figure_of: FigureOf, count: int) -> Flags:
    """Return which of so many accounts meet all conditions; null meets none."""
    held = np.ones(count, dtype=np.bool_)
    for name, condition in conditions.items():
        held &= condition.holds_for(figure_of(name))
    return held


def weighed(policy: Policy, figure_of: FigureOf, count: int) -> Flags:
    """Return which of so many accounts the policy weighs."""
    chosen = np.zeros(count, dtype=np.bool_)
    for group in policy.score.weighed:
        chosen |= meets(group, figure_of, count)
    return chosen


def weigh(policy: Policy, catalog: Catalog, figure_of: FigureOf, types: Types) -> Floats:
    """Return the log-odds of spam of each account, in bits, float64[accounts]."""
    total = np.full(len(types), prior_bits(policy))
    for family in families(policy.weights, catalog, figure_of, types).values():
        total += family.strongest_for + family.strongest_against
    return total


def families(
    weights: Mapping[str, Weight], catalog: Catalog, figure_of: FigureOf, types: Types
) -> dict[str, Family]:
    """Return what each family of signals says of the accounts."""
    found: dict[str, Family] = {}
    everybody = np.arange(len(types))
    for name, weight in weights.items():
        values = spoken_of(weight, figure_of(name), types)
        family = catalog.signals[name].column.family
        bits = bits_of(values, np.array(weight.edges), np.array(weight.bits))
        found.setdefault(family, Family(len(types))).hear(everybody, bits)
    return found


def spoken_of(weight: Weight, values: Floats, types: Types) -> Floats:
    """Return the figures of those of whom a weight speaks, NaN for the others.

    It speaks of accounts of its types, and of those whose type is not known.
    """
    codes = [-1, *(ACCOUNT_TYPES.index(name) for name in weight.account_types)]
    return np.where(np.isin(types, codes), values, np.nan)
