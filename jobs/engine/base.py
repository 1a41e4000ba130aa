"""Define the Protocol of a SQL engine, and quote names and texts for SQL."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

Parameters = Mapping[str, Any]


class Engine(Protocol):
    """The operations that a run needs from a SQL engine; tables are named `schema.table`.

    SQL is in DuckDB's dialect, with parameters as `$name`. A failed statement raises one of
    `jobs.engine.errors.ENGINE_ERRORS`. `tests/jobs/engine/test_contract.py` tests every engine
    against this Protocol.
    """

    @property
    def name(self) -> str:
        """The name of the engine in `--engine` and in the manifest."""

    @property
    def location(self) -> str:
        """The location of the tables, for messages."""

    @property
    def spill(self) -> Path:
        """A folder for temporary files, empty at the start and removed at the end."""

    def run(self, sql: str, parameters: Parameters | None = None) -> list[tuple[Any, ...]]:
        """Run a statement; return its rows."""

    def scalar(self, sql: str, parameters: Parameters | None = None) -> Any:
        """Return the single value of a SELECT with one row and one column."""

    def arrow(self, sql: str, parameters: Parameters) -> pa.Table:
        """Return the rows of a SELECT."""

    def batches(self, sql: str, parameters: Parameters, row_count: int) -> pa.RecordBatchReader:
        """Stream the rows of a SELECT in batches of about `row_count` rows."""

    def tables(self) -> list[str]:
        """Return the names of all stored tables, in order."""

    def create(self, table: str, sql: str, parameters: Parameters) -> int:
        """Create or replace a table from a SELECT; return its number of rows."""

    def show(self, table: str, sql: str) -> None:
        """Create or replace a view of a SELECT."""

    def append(self, table: str, sql: str, parameters: Parameters) -> int:
        """Add the rows of a SELECT to a table; return their number."""

    def provide(self, table: str, rows: pa.Table) -> None:
        """Create or replace a table from Arrow rows."""

    def append_rows(self, table: str, rows: pa.RecordBatchReader) -> int:
        """Append a stream of rows to a table; return their number.

        An error of the stream is raised as it is.
        """

    def lend(self, name: str, rows: pa.Table) -> None:
        """Register Arrow rows under a name without a schema, for this connection only."""

    def write(
        self, sql: str, parameters: Parameters, path: Path, metadata: Mapping[str, str]
    ) -> int:
        """Write a SELECT, in order of all columns, to a Parquet file; return its number of rows."""

    def separate_connection(self) -> AbstractContextManager["Engine"]:
        """Open a second connection to the same database, outside the transaction.

        It sees only committed rows; a failed statement there does not abort this transaction.
        """

    def transaction(self, *, keep: bool = True) -> AbstractContextManager[None]:
        """Run the block in a transaction: commit at the end, roll back after an error.

        With `keep=False`, as in a dry run, always roll back.
        """

    def uncompressed(self) -> AbstractContextManager[None]:
        """Write tables without compression in the block: faster, as the next run replaces them."""


def quoted(name: str) -> str:
    """Return a name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a text as a SQL literal, for statements that accept no parameters."""
    return "'" + value.replace("'", "''") + "'"
