"""What a night asks of an engine: a Protocol, and how names and texts stand in SQL."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

Parameters = Mapping[str, Any]


class Engine(Protocol):
    """What a night asks of an engine; tables are named `schema.table`.

    SQL is written for DuckDB, with prepared values as `$name`. A statement that fails raises one of
    `jobs.engine.errors.ENGINE_ERRORS`. `tests/jobs/engine/test_contract.py` holds every engine to
    what is said here.
    """

    @property
    def name(self) -> str:
        """The name of the engine, as `--engine` and the manifest write it."""

    @property
    def location(self) -> str:
        """Where the tables are kept, for messages."""

    @property
    def spill(self) -> Path:
        """A folder for scratch files, empty at the start and removed at the end."""

    def run(self, sql: str, parameters: Parameters | None = None) -> list[tuple[Any, ...]]:
        """Run a statement; return its rows."""

    def scalar(self, sql: str, parameters: Parameters | None = None) -> Any:
        """Return the one value of a SELECT that has one row and one column."""

    def arrow(self, sql: str, parameters: Parameters) -> pa.Table:
        """Return the rows of a SELECT."""

    def batches(self, sql: str, parameters: Parameters, row_count: int) -> pa.RecordBatchReader:
        """Return the rows of a SELECT as they come, about so many at a time."""

    def tables(self) -> list[str]:
        """Return the names of all tables that are kept, in order."""

    def create(self, table: str, sql: str, parameters: Parameters) -> int:
        """Build a table anew from a SELECT; return its number of rows."""

    def show(self, table: str, sql: str) -> None:
        """Let a name stand for a SELECT, which is run whenever the name is read."""

    def append(self, table: str, sql: str, parameters: Parameters) -> int:
        """Add the rows of a SELECT to a table; return their number."""

    def provide(self, table: str, rows: pa.Table) -> None:
        """Make a table of Arrow rows."""

    def append_rows(self, table: str, rows: pa.RecordBatchReader) -> int:
        """Add rows to a table as they come; return their number.

        What goes wrong while they come is raised as it is.
        """

    def lend(self, name: str, rows: pa.Table) -> None:
        """Let a name without a schema stand for Arrow rows, on this connection alone."""

    def write(
        self, sql: str, parameters: Parameters, path: Path, metadata: Mapping[str, str]
    ) -> int:
        """Write a SELECT, in order of all columns, to a Parquet file; return its number of rows."""

    def beside(self) -> AbstractContextManager["Engine"]:
        """Give the same database on a connection of its own, apart from the transaction.

        It sees what is committed; a statement that fails there aborts nothing here.
        """

    def transaction(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Do all that is done inside as one unit of work: after an error, nothing of it is kept.

        A dry run does its work with `keep=False`, so nothing of it is kept in any case.
        """

    def uncompressed(self) -> AbstractContextManager[None]:
        """Write the tables that are made inside as is cheapest for tables that live a night."""


def quoted(name: str) -> str:
    """Return a name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a text as a SQL literal, for the statements that take no prepared values."""
    return "'" + value.replace("'", "''") + "'"
