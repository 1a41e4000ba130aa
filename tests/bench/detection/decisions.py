"""What a policy decides of many accounts whose signals are known, without running a night again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.evidence import Family, bits_of, probability
from jobs.catalog import Catalog
from jobs.flag import RANK
from jobs.judge import Judge
from jobs.learning import weighed
from jobs.policy import Policy
from jobs.rule import ACCOUNT_TYPES, Rule
from jobs.scale import Scale


@dataclass(frozen=True)
class Decided:
    """int64[n] ranks of decisions (0 none to 3 ban), float64[n] probabilities of spam."""

    ranks: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]


def figures(rows: pa.Table, name: str) -> npt.NDArray[np.float64]:
    """Return a signal's figures, NaN for null."""
    return np.asarray(rows[name].cast(pa.float64()).to_numpy(), dtype=np.float64)


def account_types(rows: pa.Table) -> npt.NDArray[np.int64]:
    """Return the position of each account's type in ACCOUNT_TYPES, -1 where it is unknown."""
    api, business = (
        figures(rows, "registration_api_count"),
        figures(rows, "registration_business_count"),
    )
    types = np.where(api == 1, 2, np.where(business == 1, 1, 0))
    return np.where(np.isnan(api), -1, types)


def decide(
    policy: Policy, catalog: Catalog, rows: pa.Table, *, contacts_inferred: bool = False
) -> Decided:
    """Return what the policy decides of each row."""
    bits = _bits(policy, catalog, rows)
    scale = Scale(policy, catalog, contacts_inferred)
    chosen = bits >= min(scale.lines.values()) - 1e-6
    for rule in policy.rules.values():
        for form in rule.forms:
            if form.mode != "off":
                chosen |= _holds(form, rows)
    named = {name for rule in policy.rules.values() for name in rule.signals | rule.figures}
    names = sorted(named | policy.weights.keys() | policy.score.signals)
    places = np.flatnonzero(chosen)
    types = account_types(rows)[places]
    judged: list[dict[str, Any]] = rows.select(names).take(pa.array(places)).to_pylist()
    for place, kind, row in zip(places, types, judged, strict=True):
        row["account_id"] = int(place)
        row["account_type"] = None if kind < 0 else ACCOUNT_TYPES[kind]
    flags, _ = Judge(policy, catalog, contacts_inferred).flags(judged)
    ranks = np.zeros(len(rows), dtype=np.int64)
    for flag in flags:
        ranks[int(flag.account_id)] = RANK[flag.decision]
    return Decided(ranks, np.array([probability(float(value)) for value in bits]))


def _bits(policy: Policy, catalog: Catalog, rows: pa.Table) -> npt.NDArray[np.float64]:
    types = account_types(rows)
    families: dict[str, Family] = {}
    for name, weight in policy.weights.items():
        codes = [-1, *(ACCOUNT_TYPES.index(kind) for kind in weight.account_types)]
        values = np.where(np.isin(types, codes), figures(rows, name), np.nan)
        family = catalog.signals[name].column.family
        families.setdefault(family, Family(len(rows))).hear(
            np.arange(len(rows)), bits_of(values, np.array(weight.edges), np.array(weight.bits))
        )
    total = np.full(len(rows), Scale(policy, catalog, contacts_inferred=False).prior_bits)
    for heard in families.values():
        total += heard.strongest_for + heard.strongest_against
    chosen = weighed(policy, lambda name: figures(rows, name), len(rows))
    return np.where(chosen, total, -np.inf)


def _holds(rule: Rule, rows: pa.Table) -> npt.NDArray[np.bool_]:
    held = np.ones(len(rows), dtype=np.bool_)
    for name, condition in rule.when.items():
        values = figures(rows, name)
        held &= condition.holds_for(values)
    return held


def texts(rows: pa.Table, name: str) -> npt.NDArray[np.str_]:
    """Return a column of texts."""
    return np.array(pc.fill_null(rows[name], "").to_pylist(), dtype=np.str_)
