"""Reads a signal of all active accounts at once, where each of them stands at its position."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from jobs.catalog import Catalog
from jobs.engine import Engine, quoted
from jobs.errors import Defect
from jobs.rule import ACCOUNT_TYPES
from jobs.table import Table

Positions = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def active_accounts(engine: Engine) -> npt.NDArray[Any]:
    """Return the accounts active on the date, ascending."""
    rows = engine.arrow("SELECT account_id FROM signals.activity ORDER BY account_id", {})
    return np.asarray(rows["account_id"].to_numpy())


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


@dataclass(frozen=True)
class Figures:
    """The signals of a night by position among its active accounts, which ascend."""

    engine: Engine
    catalog: Catalog
    accounts: npt.NDArray[Any]
    _rows: dict[str, _Rows] = field(default_factory=dict)

    @cached_property
    def types(self) -> npt.NDArray[np.int8]:
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

    def of(self, name: str) -> tuple[Positions, Floats]:
        """Return the positions of the accounts that a signal tells of, and its figures.

        Raises:
            Defect: the signal's table has two rows of one account.
        """
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

    def dense(self, name: str) -> Floats:
        """Return a signal's figure of each account, NaN for null."""
        positions, values = self.of(name)
        found = np.full(len(self.accounts), np.nan)
        found[positions] = values
        return found

    def _placed(self, table: Table, ids: npt.NDArray[Any]) -> "_Rows":
        positions, is_active = _found(self.accounts, ids)
        if np.any(np.bincount(positions, minlength=1) > 1):
            raise Defect(f"{table.path}: has more than one row an account")
        return _Rows(ids, positions, is_active)
