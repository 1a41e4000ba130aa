"""Select candidate accounts: those that meet a rule's conditions or have enough evidence."""

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
from jobs.scoring.evidence import EvidenceScorer, prior_bits
from jobs.scoring.features import Features, feature_rows

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# The index of each account's type in ACCOUNT_TYPES; -1: unknown.
Types = npt.NDArray[np.int8]
# Returns the values of a signal, one for each account, NaN for null.
ValuesOf = Callable[[str], Floats]


def values_of(rows: pa.Table) -> ValuesOf:
    """Return a function that reads signal values from the columns of rows."""

    def values(name: str) -> Floats:
        return np.asarray(rows[name].to_numpy(), dtype=np.float64)

    return values


def types_of(names: pa.ChunkedArray) -> Types:
    """Return account types as indexes in ACCOUNT_TYPES."""
    places = pc.fill_null(pc.index_in(names, pa.array(ACCOUNT_TYPES)), -1)
    return np.asarray(places.to_numpy(), dtype=np.int8)


def meets(conditions: Mapping[str, Condition], values_of: ValuesOf, count: int) -> Flags:
    """Return which of `count` accounts meet all conditions; null never does."""
    met = np.ones(count, dtype=np.bool_)
    for name, condition in conditions.items():
        met &= condition.holds_for(values_of(name))
    return met


def scored(policy: Policy, values_of: ValuesOf, count: int) -> Flags:
    """Return which of `count` accounts are scored, by the policy key score.weighed."""
    chosen = np.zeros(count, dtype=np.bool_)
    for group in policy.score.weighed:
        chosen |= meets(group, values_of, count)
    return chosen


def log_odds(policy: Policy, catalog: Catalog, values_of: ValuesOf, types: Types) -> Floats:
    """Return the log-odds of spam of each account in bits, float64[accounts]."""
    families: dict[str, Family] = {}
    every_account = np.arange(len(types))
    for name, weight in policy.weights.items():
        family = catalog.signals[name].column.family
        values = applicable_values(policy.weighted_types(family), values_of(name), types)
        bits = bits_of(values, np.array(weight.edges), np.array(weight.bits))
        families.setdefault(family, Family(len(types))).add(every_account, bits)
    total = np.full(len(types), prior_bits(policy))
    for applicable in families.values():
        total += applicable.strongest_for + applicable.strongest_against
    return total


def applicable_values(applicable: Collection[AccountType], values: Floats, types: Types) -> Floats:
    """Return the values for accounts of the given or unknown types, NaN for the others."""
    codes = [-1, *(ACCOUNT_TYPES.index(name) for name in applicable)]
    return np.where(np.isin(types, codes), values, np.nan)


# The order of a sum may move its last digits; each candidate is scored again later.
_SLACK = 1e-6


def candidates(engine: Engine, catalog: Catalog, policy: Policy) -> pa.Table:
    """Return the accounts that may be flagged: a sorted table with the column account_id.

    Raises:
        Defect: a signals table has two rows for one account.
    """
    features = Features(engine, catalog)
    count = len(features.accounts)
    chosen = np.zeros(count, dtype=np.bool_)
    for variant in (variant for rule in policy.rules.values() for variant in rule.variants):
        if variant.mode != "off":
            chosen |= meets(variant.when, features.of, count)
    found = [features.accounts.filter(pa.array(chosen))]
    if policy.uses_evidence:
        is_scored = scored(policy, features.of, count)
        engine.provide(
            "score.weighed", pa.table({"account_id": features.accounts.filter(pa.array(is_scored))})
        )
        rows = feature_rows(engine, catalog, policy, "score.weighed")
        bits = log_odds(policy, catalog, values_of(rows), types_of(rows["account_type"]))
        lowest = min(EvidenceScorer(policy, catalog).thresholds.values())
        is_suspect = pa.array(bits >= lowest - _SLACK)
        found += rows["account_id"].filter(is_suspect).chunks
    chosen_ids = pa.chunked_array(found).unique()
    return pa.table({"account_id": chosen_ids.take(pc.sort_indices(chosen_ids))})
