"""Runs the SELECT of a table on DuckDB and on Sail over the same rows, and compares what they return."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jobs.config.run_arguments import RunArguments
from jobs.config.sql_file import Table
from jobs.contract.input_schema import LOGS
from jobs.engine.base import Engine
from jobs.ingest.day_view import Day
from tests.sql.parity.dialect import spark_sql
from tests.sql.parity.sail import Sail


@dataclass
class Pair:
    """The warehouse of a night, and Sail with a copy of each table that was read from it.

    In the warehouse ids are numbers. On Sail they are text, unless `has_text_ids` is false.
    """

    engine: Engine
    sail: Sail
    folder: Path
    day: Day
    run: RunArguments
    params: Mapping[str, Mapping[str, Any]]
    has_text_ids: bool = True
    copied: set[str] = field(default_factory=set)

    def open_input(self) -> None:
        """Create the tables `input.<noun>` with the rows of the files of the date."""
        self.folder.mkdir()
        for log in LOGS:
            (partition,) = self.day.partitions(log, self.day.date)
            scratch = self.folder / log.noun
            scratch.mkdir()
            source = self.day.relation_of(partition, scratch)
            self.engine.create(f"input.{log.noun}", source.sql, source.parameters)

    def compare(self, table: Table) -> tuple[int, str]:
        """Return the number of rows on DuckDB, and how those of Sail differ, empty if they do not."""
        given = self.run.of_table(table, self.params.get(table.stem, {}))
        values = {name: given[name] for name in table.placeholders}
        expected = self.engine.arrow(table.sql, values)
        for source in sorted(table.sources - self.copied):
            self._copy(source)
        try:
            found = self.sail.rows(spark_sql(table.sql, values))
        except Exception as error:  # Spark's client raises many kinds; each one is a difference.
            return len(expected), f"{type(error).__name__}: {error}"
        return len(expected), difference(self._with_ids(expected), found)

    def forget(self) -> None:
        """Remove all tables from Sail, so that it gets them anew."""
        for table in self.copied:
            self.sail.drop(table)
        self.copied.clear()

    def _copy(self, table: str) -> None:
        path = self.folder / f"{table}.parquet"
        # No result may rest on the order in which rows lie.
        rows = self.engine.arrow(f"SELECT * FROM {table} ORDER BY ALL DESC", {})
        pq.write_table(self._with_ids(rows), path)
        self.sail.put(table, path)
        self.copied.add(table)

    def _with_ids(self, rows: pa.Table) -> pa.Table:
        for place, column in enumerate(rows.schema):
            if self.has_text_ids and column.name.endswith("_id"):
                rows = rows.set_column(place, column.name, rows[place].cast(pa.string()))
        return rows


def difference(expected: pa.Table, found: pa.Table) -> str:
    """Return how two tables differ, empty if they have the same rows in any order.

    A whole number never equals a double, and doubles are equal only if all their bits are.
    """
    left, right = (
        [(field.name, _kind(field.type)) for field in it.schema] for it in (expected, found)
    )
    if left != right:
        return f"columns {right}, not {left}"
    rows, others = (
        Counter(zip(*map(_values, it.columns), strict=True)) for it in (expected, found)
    )
    if rows == others:
        return ""
    lacking, further = rows - others, others - rows
    return (
        f"{lacking.total()} of {rows.total()} rows only on DuckDB, {further.total()} only on Sail: "
        f"{next(iter(lacking), None)} against {next(iter(further), None)}"
    )


def _kind(kind: pa.DataType) -> str:
    """Return what kind of values a type has; engines choose other widths and names of fields."""
    if pa.types.is_integer(kind):
        return "whole"
    if pa.types.is_list(kind):
        return f"list of {_kind(kind.value_type)}"
    if pa.types.is_struct(kind):
        return str({field.name: _kind(field.type) for field in kind})
    return str(kind)


def _values(column: pa.ChunkedArray) -> Iterable[Hashable]:
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.int64())
    is_plain = not (pa.types.is_nested(column.type) or pa.types.is_floating(column.type))
    values: list[Any] = column.to_pylist()
    return values if is_plain else map(_exact, values)


def _exact(value: Any) -> Hashable:
    """Return a value that equals no other, with the bits of doubles and the order of lists."""
    if isinstance(value, dict):
        return tuple(map(_exact, value.values()))
    if isinstance(value, list):
        return tuple(map(_exact, value))
    return value.hex() if isinstance(value, float) else value
