"""Reads the signals of accounts: one of all active accounts, or all of some accounts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.config.sql_file import WINDOW_COLUMNS, Table
from jobs.contract.errors import Defect
from jobs.engine.base import Engine, quoted

Floats = npt.NDArray[np.float64]

_TABLES_AT_A_TIME = 6
# Of each active account; more at a time would save little and need memory for it.
_FIGURES_AT_A_TIME = 6


@dataclass(frozen=True)
class Figures:
    """The signals of a night by position among its active accounts, which ascend."""

    engine: Engine
    catalog: Catalog

    @cached_property
    def accounts(self) -> pa.Array:
        """The accounts active on the date, ascending."""
        rows = self.engine.arrow("SELECT account_id FROM signals.activity ORDER BY account_id", {})
        return pa.concat_arrays(rows["account_id"].chunks or [rows["account_id"].combine_chunks()])

    def of(self, name: str) -> Floats:
        """Return a signal's figure of each account, NaN for null.

        Raises:
            Defect: the signal's table has two rows of one account.
        """
        table = self.catalog.signals[name].table
        rows = self.engine.arrow(
            f"SELECT account_id, {quoted(name)}::DOUBLE AS value FROM {table.name}", {}
        )
        # Those not active have the last place, which is cut off.
        found = np.full(len(self.accounts) + 1, np.nan)
        found[self.places(table, rows["account_id"])] = rows["value"].to_numpy()
        return found[:-1]

    def places(self, table: Table, ids: pa.ChunkedArray) -> npt.NDArray[np.int32]:
        """Return the position of each account of a table, that after all others if not active.

        Raises:
            Defect: an active account stands twice.
        """
        found = self._place_of(ids)
        _refuse_doubles(table, found, len(self.accounts))
        return found

    @cached_property
    def _place_of(self) -> Callable[[pa.ChunkedArray], npt.NDArray[np.int32]]:
        """Return what gives the position of ids; of numbers, by a table of all numbers."""
        accounts = self.accounts
        nowhere = len(accounts)
        if not pa.types.is_integer(accounts.type):
            return lambda ids: _whole(pc.fill_null(pc.index_in(ids, accounts), nowhere))
        numbers = accounts.to_numpy()
        places = np.full(int(numbers[-1]) + 2 if nowhere else 1, nowhere, np.int32)
        places[numbers] = np.arange(nowhere)
        return lambda ids: _whole(np.take(places, ids.to_numpy(), mode="clip"))


def _whole(values: Any) -> npt.NDArray[np.int32]:
    return np.asarray(values, np.int32)


def active_figures(
    engine: Engine, catalog: Catalog, wanted: Collection[str]
) -> Iterator[tuple[str, Floats]]:
    """Give each signal wanted and its figures of the active accounts that have a row, to the end.

    The order of signals is the catalog's, that of accounts is none.

    Raises:
        Defect: a signals table has two rows of one account.
    """
    figures = Figures(engine, catalog)
    for table in catalog.of_stage("signals"):
        names = [name for name in wanted if catalog.signals[name].table is table]
        for first in range(0, len(names), _FIGURES_AT_A_TIME):
            some = names[first : first + _FIGURES_AT_A_TIME]
            columns = ", ".join(f"{quoted(name)}::DOUBLE AS {quoted(name)}" for name in some)
            rows = engine.arrow(f"SELECT account_id, {columns} FROM {table.name}", {})
            # Beside the rows of one column a semi-join would cost more than they do.
            is_active = figures.places(table, rows["account_id"]) < len(figures.accounts)
            for name in some:
                values = rows[name].to_numpy().astype(np.float64, copy=False)
                yield name, values if is_active.all() else values[is_active]


def _refuse_doubles(table: Table, places: npt.NDArray[np.int32], active_count: int) -> None:
    is_seen = np.zeros(active_count + 1, np.bool_)
    is_seen[places] = True
    if np.count_nonzero(is_seen[:-1]) < np.count_nonzero(places < active_count):
        raise Defect(f"{table.path}: has more than one row an account")


def signal_parts(
    catalog: Catalog, names: Iterable[str], accounts: str, *, with_windows: bool = False
) -> list[str]:
    """Return SELECTs of signals of the accounts in a table, a few signals tables in each.

    All of them in one join would need memory for as many hash tables at once.
    """
    wanted = set(names)
    read = {catalog.signals[name].table.name for name in wanted}
    tables = [table for table in catalog.of_stage("signals") if table.name in read]
    parts = []
    for first in range(0, len(tables), _TABLES_AT_A_TIME):
        some = tables[first : first + _TABLES_AT_A_TIME]
        columns = [
            f"{quoted(signal.table.stem)}.{quoted(name)}"
            for name, signal in catalog.signals.items()
            if name in wanted and signal.table in some
        ]
        columns += [
            f"{quoted(table.stem)}.{name} AS {quoted(f'{table.stem}.{name}')}"
            for table in (some if with_windows else ())
            for name in _window_columns(table)
        ]
        parts.append(
            f"SELECT chosen.account_id, {', '.join(columns)} FROM {accounts} AS chosen "
            f"{_joined(some, accounts)}"
        )
    return parts


def _joined(tables: Iterable[Table], accounts: str) -> str:
    """Return the joins that put tables beside accounts, few of a table's rows as those may be."""
    return " ".join(
        f"LEFT JOIN (SELECT * FROM {table.name} SEMI JOIN {accounts} USING (account_id)) "
        f"AS {quoted(table.stem)} ON chosen.account_id = {quoted(table.stem)}.account_id"
        for table in tables
    )


def judged(engine: Engine, catalog: Catalog, policy: Policy, accounts: str) -> pa.Table:
    """Return the accounts of a table as judges read them, by account.

    Its columns are account_id, account_type, each signal that the policy names, and for the window
    of a signals table `<stem>.window_start_at` and so on.
    """
    rows = engine.arrow(
        f"SELECT chosen.account_id, registration.account_type FROM {accounts} AS chosen "
        "LEFT JOIN staging.registration ON chosen.account_id = registration.account_id "
        "ORDER BY chosen.account_id",
        {},
    )
    for select in signal_parts(catalog, policy.named_signals, accounts, with_windows=True):
        part = engine.arrow(f"{select} ORDER BY chosen.account_id", {})
        for name in part.column_names[1:]:
            rows = rows.append_column(name, part[name])
    return rows


def _window_columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name in WINDOW_COLUMNS]


def published_signals(catalog: Catalog, names: Collection[str], parts: Sequence[str]) -> str:
    """Return the SELECT of the published signals from the tables that hold parts of them.

    Those that the night has not computed are null, so that every night has the same columns.
    """
    columns = [
        quoted(name) if name in names else f"NULL::{signal.column.type} AS {quoted(name)}"
        for name, signal in catalog.signals.items()
    ]
    joins = [f"INNER JOIN {part} USING (account_id)" for part in parts]
    return (
        f"SELECT account_name.name AS account_id, {', '.join(columns)} "
        f"FROM staging.account_name {' '.join(joins)}"
    )
