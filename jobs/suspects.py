"""Whom judges look at: accounts that meet a rule's conditions, or with evidence enough."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.evidence import Family, bits_of
from jobs.catalog import Catalog
from jobs.engine import Engine, quoted
from jobs.figures import Figures, Floats, Positions, active_accounts
from jobs.policy import Policy
from jobs.rule import ACCOUNT_TYPES, Rule
from jobs.scale import Scale
from jobs.weight import Weight

_OPERATORS = {"==": "=", "!=": "<>"}
# The order of a sum may move its last digits; a judge weighs each suspect again, one by one.
_SLACK = 1e-6


def suspects(engine: Engine, catalog: Catalog, policy: Policy) -> pa.Table:
    """Return the accounts that may be flagged, in order: a table with account_id alone.

    Raises:
        Defect: a signals table has two rows of one account.
    """
    selects = [
        _fulfilled(catalog, form)
        for rule in policy.rules.values()
        for form in rule.forms
        if form.mode != "off"
    ]
    accounts = active_accounts(engine)
    weighed = accounts[:0]
    if policy.score.mode != "off" and policy.weights:
        bits = weigh_all(Figures(engine, catalog, accounts), policy)
        lowest = min(Scale(policy, catalog, contacts_inferred=False).lines.values())
        weighed = accounts[bits >= lowest - _SLACK]
    ruled = [engine.arrow(select, {})["account_id"].to_numpy() for select in selects]
    return pa.table({"account_id": np.unique(np.concatenate([weighed, *ruled]))})


def _fulfilled(catalog: Catalog, rule: Rule) -> str:
    """Return the SELECT of the active accounts for which all conditions of a rule hold."""
    tables = sorted({catalog.signals[name].table.name for name in rule.when})
    joins = " ".join(f"INNER JOIN {name} USING (account_id)" for name in tables[1:])
    conditions = " AND ".join(
        f"{catalog.signals[name].table.name}.{quoted(name)} "
        f"{_OPERATORS.get(condition.operator, condition.operator)} {condition.threshold!r}"
        for name, condition in rule.when.items()
    )
    return (
        f"SELECT {tables[0]}.account_id FROM {tables[0]} {joins} "
        f"SEMI JOIN signals.activity AS active ON {tables[0]}.account_id = active.account_id "
        f"WHERE {conditions}"
    )


def weigh_all(figures: Figures, policy: Policy) -> Floats:
    """Return the log-odds of spam of each active account, in bits, float64[accounts].

    Those whom the policy does not weigh have none: minus infinity.
    """
    catalog = figures.catalog
    scale = Scale(policy, catalog, contacts_inferred=False)
    total = np.full(len(figures.accounts), scale.prior_bits)
    signals: dict[str, list[str]] = {}
    for name in policy.weights:
        signals.setdefault(catalog.signals[name].column.family, []).append(name)
    for names in signals.values():
        family = Family(len(figures.accounts))
        for name in names:
            weight = policy.weights[name]
            positions, values = figures.of(name)
            bits = bits_of(values, np.array(weight.edges), np.array(weight.bits))
            chosen = _of_types(figures, positions, weight)
            family.hear(positions[chosen], bits[chosen])
        total += family.strongest_for + family.strongest_against
    return np.where(_weighed(figures, policy), total, -np.inf)


def _weighed(figures: Figures, policy: Policy) -> npt.NDArray[np.bool_]:
    """Return whom the policy weighs."""
    chosen = np.zeros(len(figures.accounts), dtype=np.bool_)
    for group in policy.score.weighed:
        held = np.ones(len(figures.accounts), dtype=np.bool_)
        for name, condition in group.items():
            positions, values = figures.of(name)
            meets = np.zeros(len(figures.accounts), dtype=np.bool_)
            meets[positions] = condition.holds_for(values)
            held &= meets
        chosen |= held
    return chosen


def _of_types(figures: Figures, positions: Positions, weight: Weight) -> npt.NDArray[np.bool_]:
    """Return for whom a weight speaks: those of its types, and those whose type is unknown."""
    codes = [-1, *(ACCOUNT_TYPES.index(name) for name in weight.account_types)]
    return np.isin(figures.types[positions], codes)
