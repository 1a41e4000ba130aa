"""What a policy decides of many accounts whose signals are known, without running a night again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.scoring.weight_of_evidence import probability
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.config.rules import ACCOUNT_TYPES
from jobs.scoring.candidates import ValuesOf, log_odds, meets, scored
from jobs.scoring.decide import FlagDecider
from jobs.scoring.flags import RANK
from jobs.scoring.incomplete_logs import NOTHING
from jobs.scoring.incomplete_logs import contacts_inferred as inferred
from jobs.training.calibrate import account_types


@dataclass(frozen=True)
class Decided:
    """int64[n] ranks of decisions (0 none to 3 ban), float64[n] probabilities of spam."""

    ranks: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float64]


def figures(rows: pa.Table, name: str) -> npt.NDArray[np.float64]:
    """Return a signal's figures, NaN for null."""
    return np.asarray(rows[name].cast(pa.float64()).to_numpy(), dtype=np.float64)


def values_of(rows: pa.Table) -> ValuesOf:
    """Return what gives a signal's figures of these rows."""
    return lambda name: figures(rows, name)


def decide(
    policy: Policy, catalog: Catalog, rows: pa.Table, *, contacts_inferred: bool = False
) -> Decided:
    """Return what the policy decides of each row."""
    known, types = values_of(rows), account_types(values_of(rows))
    is_weighed = scored(policy, known, len(rows))
    bits = np.where(is_weighed, log_odds(policy, catalog, known, types), -np.inf)
    chosen = is_weighed.copy()
    for form in (form for rule in policy.rules.values() for form in rule.variants):
        if form.mode != "off":
            chosen |= meets(form.when, known, len(rows))
    named = {name for rule in policy.rules.values() for name in rule.signals | rule.reason_signals}
    named |= {name for item in policy.exemptions.values() for name in item.signals}
    names = sorted(named | policy.weights.keys() | policy.score.signals)
    places = np.flatnonzero(chosen)
    judged: list[dict[str, Any]] = rows.select(names).take(pa.array(places)).to_pylist()
    for place, kind, row in zip(places, types[places], judged, strict=True):
        row["account_id"] = int(place)
        row["account_type"] = None if kind < 0 else ACCOUNT_TYPES[kind]
    weak = inferred(catalog) if contacts_inferred else NOTHING
    flags = FlagDecider(policy, catalog, weak).flags(judged).flags
    ranks = np.zeros(len(rows), dtype=np.int64)
    for flag in flags:
        ranks[int(flag.account_id)] = RANK[flag.decision]
    return Decided(ranks, np.array([probability(float(value)) for value in bits]))


def texts(rows: pa.Table, name: str) -> npt.NDArray[np.str_]:
    """Return a column of texts."""
    return np.array(pc.fill_null(rows[name], "").to_pylist(), dtype=np.str_)
