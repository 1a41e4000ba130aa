"""Define the Protocol of a SQL engine, and quote names and texts for SQL."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

Parameters = Mapping[str, Any]


class Engine(Protocol):
    """The operations that a run needs from a SQL engine; tables are named `schema.table`."""

    def create(self, table: str, sql: str, parameters: Parameters) -> int:
        """Create or replace a table from a SELECT; return its number of rows."""

    def show(self, table: str, sql: str) -> None:
        """Create or replace a view of a SELECT."""

    def append(self, table: str, sql: str, parameters: Parameters) -> int:
        """Add the rows of a SELECT to a table; return their number."""

    def provide(self, table: str, rows: pa.Table) -> None:
        """Create or replace a table from Arrow rows."""

    def arrow(self, sql: str, parameters: Parameters) -> pa.Table:
        """Return the rows of a SELECT."""

    def write(
        self, sql: str, parameters: Parameters, path: Path, metadata: Mapping[str, str]
    ) -> int:
        """Write a SELECT, in order of all columns, to a Parquet file; return its number of rows."""


def quoted(name: str) -> str:
    """Return a name as a SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a text as a SQL literal, for statements that accept no parameters."""
    return "'" + value.replace("'", "''") + "'"
