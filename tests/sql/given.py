"""Gives a test of a table the tables that it reads, written down as text, and builds it alone."""

import datetime
from typing import Any

import pyarrow as pa

from jobs.kernels import registry
from tests.sql.tables import NIGHT, Bench, at, rows_of

_INSTANT = pa.timestamp("us", "UTC")
# What a column's name says of its type; the first that fits.
_ENDINGS: dict[str | tuple[str, ...], pa.DataType] = {
    "set_number": pa.int32(),
    ("_at", "window_start", "window_end"): _INSTANT,
    ("date", "_on"): pa.date32(),
    ("_count", "_number", "number", "hours"): pa.int64(),
    ("bits", "_share", "share", "score", "membership", "density", "observed", "threshold"): (
        pa.float64()
    ),
    ("_log10",): pa.float64(),
    ("_ids", "rules"): pa.list_(pa.string()),
}


def give(bench: Bench, **tables: str) -> None:
    """Provide tables, `stage__noun` by `stage__noun`, each an aligned text table as in `Bench`.

    A column's name says its type; the cells of lists are joined by plus signs, `none` is empty.
    """
    for name, text in tables.items():
        header = text.strip().splitlines()[0].split()
        schema = pa.schema({column: _type(column) for column in header})
        rows = [
            {column: _value(schema.field(column).type, cell) for column, cell in row.items()}
            for row in rows_of(text)
        ]
        bench.engine.provide(name.replace("__", "."), pa.Table.from_pylist(rows, schema=schema))


def alone(bench: Bench, name: str, **arguments: Any) -> list[dict[str, Any]]:
    """Build one table by its SELECT from those that are there; return its rows in order."""
    table = bench.catalog.tables[name]
    given = bench.arguments(table, arguments)
    selecting = {key: given[key] for key in table.placeholders}
    bench.engine.create(name, table.sql, selecting)
    return _rows(bench, name)


def by_kernel(bench: Bench, name: str, **arguments: Any) -> list[dict[str, Any]]:
    """Build one table by its kernel from the tables that are there; return its rows in order."""
    table = bench.catalog.tables[name]
    registry.build(bench.engine, table, bench.arguments(table, arguments))
    return _rows(bench, name)


def _rows(bench: Bench, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = bench.engine.arrow(
        f"SELECT * FROM {name} ORDER BY ALL", {}
    ).to_pylist()
    return rows


def on(days: int) -> datetime.date:
    """Return the date so many days after that of the night; before it, if below 0."""
    return NIGHT + datetime.timedelta(days)


def _type(column: str) -> pa.DataType:
    if column.startswith(("is_", "has_")):
        return pa.bool_()
    return next((kind for ends, kind in _ENDINGS.items() if column.endswith(ends)), pa.string())


def _value(kind: pa.DataType, cell: str | None) -> Any:
    if cell is None or kind == pa.string():
        return cell
    if kind == _INSTANT:
        return at(cell)
    if kind == pa.date32():
        return at(f"{cell} 00:00").date()
    if kind == pa.bool_():
        return cell == "yes"
    if pa.types.is_list(kind):
        return [] if cell == "none" else cell.split("+")
    return float(cell) if pa.types.is_floating(kind) else int(cell)
