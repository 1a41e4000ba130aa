"""Whom judges look at: accounts that meet a rule's conditions, or with evidence enough."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.evidence import Family, bits_of
from jobs.catalog import Catalog
from jobs.engine import Engine, quoted
from jobs.errors import Defect
from jobs.policy import Policy
from jobs.rule import ACCOUNT_TYPES, Rule
from jobs.scale import Scale
from jobs.table import Table
from jobs.weight import Weight

_OPERATORS = {"==": "=", "!=": "<>"}
# The order of a sum may move its last digits; a judge weighs each suspect again, one by one.
_SLACK = 1e-6

Positions = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


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
    active = engine.arrow("SELECT account_id FROM signals.activity ORDER BY account_id", {})
    accounts = active["account_id"].to_numpy()
    weighed = np.zeros(0, dtype=accounts.dtype)
    if policy.score.mode != "off" and policy.weights:
        bits = Census(engine, catalog, policy, accounts).bits()
        lowest = min(Scale(policy, catalog, contacts_inferred=False).lines.values())
        weighed = accounts[bits >= lowest - _SLACK]
    ruled = [
        engine.arrow(f"{select} ORDER BY account_id", {})["account_id"].to_numpy()
        for select in selects
    ]
    found = np.unique(np.concatenate([weighed, *ruled]))
    return (
        active.schema.empty_table()
        if not len(found)
        else pa.table({"account_id": pa.array(found, active.schema.field("account_id").type)})
    )


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


class Census:
    """Weighs every active account at once, one figure of all of them after the other."""

    def __init__(
        self, engine: Engine, catalog: Catalog, policy: Policy, accounts: npt.NDArray[Any]
    ) -> None:
        """Hold what is weighed.

        Args:
            engine: has the signals tables.
            catalog: of which tables.
            policy: with the weights.
            accounts: of all active accounts, ascending.
        """
        self.engine = engine
        self.catalog = catalog
        self.policy = policy
        self.accounts = accounts
        self._rows: dict[str, _Rows] = {}

    @cached_property
    def _types(self) -> npt.NDArray[np.int8]:
        """The position of each account's type in ACCOUNT_TYPES; -1: not known."""
        rows = self.engine.arrow(
            "SELECT account_id, (list_position($types, account_type) - 1)::TINYINT AS code "
            "FROM staging.registration WHERE account_type IS NOT NULL",
            {"types": list(ACCOUNT_TYPES)},
        )
        types = np.full(len(self.accounts), -1, dtype=np.int8)
        positions, is_active = _found(self.accounts, rows["account_id"].to_numpy())
        types[positions] = rows["code"].to_numpy()[is_active]
        return types

    def bits(self) -> Floats:
        """Return the log-odds of spam of each account, in bits."""
        scale = Scale(self.policy, self.catalog, contacts_inferred=False)
        total = np.full(len(self.accounts), scale.prior_bits)
        for strongest_for, strongest_against in self.families().values():
            total += strongest_for + strongest_against
        return total

    def families(self) -> dict[str, tuple[Floats, Floats]]:
        """Return what each family says for and against each account, in bits."""
        names: dict[str, list[str]] = {}
        for name in self.policy.weights:
            names.setdefault(self.catalog.signals[name].column.family, []).append(name)
        return dict(self._heard(names))

    def _heard(self, names: Mapping[str, list[str]]) -> Iterator[tuple[str, tuple[Floats, Floats]]]:
        for family_name, signals in names.items():
            family = Family(len(self.accounts))
            for name in signals:
                weight = self.policy.weights[name]
                positions, values = self.figures(name)
                bits = bits_of(values, np.array(weight.edges), np.array(weight.bits))
                chosen = self._of_types(positions, weight)
                family.hear(positions[chosen], bits[chosen])
            yield family_name, (family.strongest_for, family.strongest_against)

    def _of_types(self, positions: Positions, weight: Weight) -> npt.NDArray[np.bool_]:
        """Return for whom a weight speaks: those of its types, and those whose type is unknown."""
        codes = [-1, *(ACCOUNT_TYPES.index(name) for name in weight.account_types)]
        return np.isin(self._types[positions], codes)

    def figures(self, name: str) -> tuple[Positions, Floats]:
        """Return the positions of the active accounts that a signal tells of, and its figures."""
        table = self.catalog.signals[name].table
        rows = self.engine.arrow(
            f"SELECT account_id, {quoted(name)}::DOUBLE AS value FROM {table.name}", {}
        )
        known = self._rows.get(table.name)
        ids = rows["account_id"].to_numpy()
        # The same rows, but an engine promises no order.
        if known is None or not np.array_equal(known.ids, ids):
            known = self._rows[table.name] = self._placed(table, ids)
        values = rows["value"].to_numpy().astype(np.float64, copy=False)
        return known.positions, values[known.is_active]

    def _placed(self, table: Table, ids: npt.NDArray[Any]) -> "_Rows":
        positions, is_active = _found(self.accounts, ids)
        if np.any(np.bincount(positions, minlength=1) > 1):
            raise Defect(f"{table.path}: has more than one row an account")
        return _Rows(ids, positions, is_active)


@dataclass(frozen=True)
class _Rows:
    """Whose the rows of a table are, where those stand among the active, and which are."""

    ids: npt.NDArray[Any]
    positions: Positions
    is_active: npt.NDArray[np.bool_]


def _found(
    accounts: npt.NDArray[Any], ids: npt.NDArray[Any]
) -> tuple[Positions, npt.NDArray[np.bool_]]:
    """Return where those of the ids that are among the (ascending) accounts stand, and which."""
    if not len(accounts):
        return np.zeros(0, dtype=np.int64), np.zeros(len(ids), dtype=np.bool_)
    places = np.minimum(np.searchsorted(accounts, ids), len(accounts) - 1)
    is_found = accounts[places] == ids
    return places[is_found], is_found
