"""Builds a table of the catalogue from staged rows that a test writes down as text."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.catalog import STAGES, Catalog
from jobs.config.policy import Policy
from jobs.config.run_arguments import RunArguments
from jobs.config.sql_file import Table
from jobs.contract.input_schema import LOGS, Kind, Log
from jobs.engine.duckdb import DuckDB
from jobs.kernels import registry
from jobs.publish.previous_nights import previous_flags, previous_rings

NIGHT = datetime.date(2026, 3, 10)
_UTC = datetime.UTC
_TYPES = {
    Kind.INSTANT: pa.timestamp("us", "UTC"),
    Kind.COUNT: pa.int64(),
    Kind.FLAG: pa.bool_(),
    Kind.SHARE: pa.float64(),
}
_DEFAULTS = {
    "message_count": 1,
    "is_forward": False,
    "account_type": "consumer",
    "change": "add",
    "kind": "report",
    "action": "add",
}


def at(text: str) -> datetime.datetime:
    """Return an instant: `10:00:00.5` is on the night's date, `-1d 10:00` on the day before it."""
    days, _, clock = text.rpartition(" ")
    date = NIGHT + datetime.timedelta(days=int(days.removesuffix("d") or 0)) if days else NIGHT
    if clock.count(":") == 1:
        clock += ":00"
    return datetime.datetime.combine(date, datetime.time.fromisoformat(clock), _UTC)


def rows_of(text: str) -> list[dict[str, str | None]]:
    """Return the rows of an aligned text table; columns are two spaces apart, `-` is null."""
    lines = [line.strip() for line in text.strip().splitlines()]
    header, *body = ([cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines)
    return [
        {name: None if cell == "-" else cell for name, cell in zip(header, cells, strict=True)}
        for cells in body
    ]


def _value(kind: Kind | None, cell: Any) -> Any:
    if cell is None or not isinstance(cell, str):
        return cell
    match kind:
        case Kind.INSTANT:
            return at(cell)
        case Kind.COUNT:
            return int(cell)
        case Kind.FLAG:
            return cell == "yes"
        case Kind.SHARE:
            return float(cell)
    return cell


def staged(log: Log, rows: list[dict[str, Any]]) -> pa.Table:
    """Return rows as the staged table of a log, types as the contract's, dated by the instant."""
    kinds = {column.name: column.kind for column in log.columns}
    schema = pa.schema(
        {
            "date": pa.date32(),
            **{name: _TYPES.get(kind, pa.string()) for name, kind in kinds.items()},
        }
    )
    complete = []
    for row in rows:
        unknown = row.keys() - kinds.keys() - {"date"}
        assert not unknown, f"{log.name} has no column {unknown}"
        values = {
            name: _value(kind, row.get(name, _DEFAULTS.get(name))) for name, kind in kinds.items()
        }
        day = row.get("date")
        if log.instant:
            values["date"] = values[log.instant].date()
        else:
            values["date"] = at(f"{day} 00:00").date() if day else NIGHT
        complete.append(values)
    return pa.Table.from_pylist(complete, schema=schema)


@dataclass
class Bench:
    """An engine with staged logs, on which any table can be built."""

    engine: DuckDB
    catalog: Catalog
    settings: dict[str, Any] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)

    def stage(self, **logs: str | list[dict[str, Any]]) -> None:
        """Stage logs by noun; those not given are missing."""
        self.present.clear()
        for log in LOGS:
            given = logs.pop(log.noun, None)
            rows: list[dict[str, Any]] = (
                list(rows_of(given)) if isinstance(given, str) else given or []
            )
            self.engine.provide(f"staging.{log.noun}", staged(log, rows))
            if given is not None:
                self.present.add(log.name)
        assert not logs, f"no such logs: {logs.keys()}"
        names = pa.table(
            {"account_id": pa.array([], pa.string()), "name": pa.array([], pa.string())}
        )
        self.engine.provide("staging.account_name", names)
        self.engine.provide("staging.published_flag", previous_flags([]))
        self.engine.provide("staging.published_ring", previous_rings([]))
        for column, table in (
            ("actor_id", "membership_event"),
            ("account_id", "membership_event"),
            ("sender_id", "message_edge"),
            ("recipient_id", "message_edge"),
        ):
            self.engine.append(
                "staging.account_name",
                f"SELECT DISTINCT {column}, {column} FROM staging.{table} "
                f"WHERE {column} IS NOT NULL "
                f"AND {column} NOT IN (SELECT account_id FROM staging.account_name)",
                {},
            )

    def flag(self, decision: str, account_id: str, *days_ago: int, is_shadow: bool = False) -> None:
        """Let nights so many days before have flagged an account that the membership log names."""
        for days in days_ago:
            self.engine.append(
                "staging.published_flag BY NAME",
                "SELECT $account_id AS account_id, $decision AS decision, $date::DATE AS date, "
                "$date::DATE AS first_flagged_on, $is_shadow AS is_shadow",
                {
                    "account_id": account_id,
                    "decision": decision,
                    "date": NIGHT - datetime.timedelta(days),
                    "is_shadow": is_shadow,
                },
            )

    def build(self, name: str, **parameters: Any) -> list[dict[str, Any]]:
        """Build a table and all that it reads; return its rows in order of all columns."""
        wanted = self._ancestors(name)
        for table in self.catalog.order([*STAGES, "history", "score"]):
            if table.name not in wanted or any("input." in source for source in table.sources):
                continue
            if table.stage == "history":
                self._build_history(table)
            elif table.is_view:
                self.engine.show(table.name, table.sql)
            elif registry.is_builder(self.engine, table):
                registry.build(self.engine, table, self._arguments(table, parameters))
            else:
                self.engine.create(table.name, table.sql, self._arguments(table, parameters))
        rows: list[dict[str, Any]] = self.engine.arrow(
            f"SELECT * FROM {name} ORDER BY ALL", {}
        ).to_pylist()
        return rows

    def _ancestors(self, name: str) -> set[str]:
        found, open_names = {name}, [name]
        while open_names:
            sources = self.catalog.tables[open_names.pop()].sources & self.catalog.tables.keys()
            open_names += sources - found
            found |= sources
        return found

    def _build_history(self, table: Table) -> None:
        dates = self.engine.run(
            "SELECT date FROM staging.membership_event UNION SELECT date FROM staging.message_edge "
            "UNION SELECT $night::DATE",
            {"night": NIGHT},
        )
        for number, (date,) in enumerate(dates):
            select = f"SELECT $date::DATE AS date, * FROM ({table.sql})"
            build = self.engine.append if number else self.engine.create
            build(table.name, select, {"date": date})

    def _arguments(self, table: Table, parameters: dict[str, Any]) -> dict[str, Any]:
        """Return a table's values; a test may set those of the run too, by `settings` or by name."""
        run = RunArguments.of(_policy(), NIGHT, self.present)
        defaults = {parameter.name: parameter.default for parameter in table.parameters}
        return run.of_table(table, {**self.settings, **defaults, **parameters})


@cache
def _policy() -> Policy:
    return policies.load(catalogs.packaged())


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """Open an empty bench in a folder."""
    with DuckDB.open(folder / "bench.duckdb", folder / "spill", threads=2) as engine:
        yield Bench(engine, catalogs.packaged())
