"""Whom judges look at: accounts that meet a rule's conditions, or with evidence enough."""

from collections.abc import Callable, Collection, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.scoring.weight_of_evidence import Family, bits_of
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.config.rules import ACCOUNT_TYPES, AccountType, Condition
from jobs.engine.base import Engine
from jobs.scoring.evidence import Scale, prior_bits
from jobs.scoring.features import Figures, judged

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# The position of each account's type in ACCOUNT_TYPES; -1: not known.
Types = npt.NDArray[np.int8]
# Gives a signal's figure of each account, NaN for null.
FigureOf = Callable[[str], Floats]


def figure_of(rows: pa.Table) -> FigureOf:
    """Return what gives the figures in the columns of rows."""

    def figure(name: str) -> Floats:
        return np.asarray(rows[name].to_numpy(), dtype=np.float64)

    return figure


def types_of(names: pa.ChunkedArray) -> Types:
    """Return account types by name as positions in ACCOUNT_TYPES."""
    places = pc.fill_null(pc.index_in(names, pa.array(ACCOUNT_TYPES)), -1)
    return np.asarray(places.to_numpy(), dtype=np.int8)


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
    families: dict[str, Family] = {}
    everybody = np.arange(len(types))
    for name, weight in policy.weights.items():
        family = catalog.signals[name].column.family
        values = spoken_of(policy.heard_types(family), figure_of(name), types)
        bits = bits_of(values, np.array(weight.edges), np.array(weight.bits))
        families.setdefault(family, Family(len(types))).add(everybody, bits)
    total = np.full(len(types), prior_bits(policy))
    for heard in families.values():
        total += heard.strongest_for + heard.strongest_against
    return total


def spoken_of(heard: Collection[AccountType], values: Floats, types: Types) -> Floats:
    """Return the figures of the accounts of some types and of unknown type, NaN for the others."""
    codes = [-1, *(ACCOUNT_TYPES.index(name) for name in heard)]
    return np.where(np.isin(types, codes), values, np.nan)


# The order of a sum may move its last digits; a judge weighs each suspect again, one by one.
_SLACK = 1e-6


def suspects(engine: Engine, catalog: Catalog, policy: Policy) -> pa.Table:
    """Return the accounts that may be flagged, in order: a table with account_id alone.

    Raises:
        Defect: a signals table that it reads has two rows of one account.
    """
    figures = Figures(engine, catalog)
    count = len(figures.accounts)
    chosen = np.zeros(count, dtype=np.bool_)
    for form in (form for rule in policy.rules.values() for form in rule.forms):
        if form.mode != "off":
            chosen |= meets(form.when, figures.of, count)
    found = [figures.accounts.filter(pa.array(chosen))]
    if policy.weighs:
        is_weighed = weighed(policy, figures.of, count)
        engine.provide(
            "score.weighed", pa.table({"account_id": figures.accounts.filter(pa.array(is_weighed))})
        )
        rows = judged(engine, catalog, policy, "score.weighed")
        bits = weigh(policy, catalog, figure_of(rows), types_of(rows["account_type"]))
        lowest = min(Scale(policy, catalog).lines.values())
        is_suspect = pa.array(bits >= lowest - _SLACK)
        found += rows["account_id"].filter(is_suspect).chunks
    chosen_ids = pa.chunked_array(found).unique()
    return pa.table({"account_id": chosen_ids.take(pc.sort_indices(chosen_ids))})
