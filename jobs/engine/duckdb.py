"""DuckDB as an engine: one file, which this process alone writes."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import duckdb
import pyarrow as pa

from jobs.contract.errors import OutputFailed
from jobs.engine.base import Parameters, literal, quoted
from jobs.engine.connection import cause, configure, connect


class DuckDB:
    """DuckDB on one file, which this process alone writes."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection, spill: Path) -> None:
        self.connection = connection
        self.spill = spill

    @classmethod
    @contextmanager
    def open(
        cls, path: Path, spill: Path, memory_limit: str | None = None, threads: int | None = None
    ) -> Iterator[Self]:
        """Open a database file for writing; leave it closed, also after an error.

        Once the file is held, the spill folder is swept of what a killed run left in it.

        Raises:
            Busy: another process holds the file.
            AccessRefused: the file or its folder may not be written.
            OutputFailed: the file cannot be created, or is no database.
            WrongUsage: the memory limit or the number of threads is not one.
        """
        with ExitStack() as stack:
            # DuckDB makes its log beside the file when it first writes, with rights for all.
            stack.callback(os.umask, os.umask(0o077))
            connection = connect(path)
            stack.callback(shutil.rmtree, spill, ignore_errors=True)
            stack.enter_context(closing(connection))
            shutil.rmtree(spill, ignore_errors=True)
            spill.mkdir(parents=True)
            configure(connection, spill, memory_limit, threads)
            try:
                yield cls(connection, spill)
            except (
                duckdb.IOException,
                duckdb.FatalException,
                duckdb.TransactionException,
            ) as error:
                raise OutputFailed(f"{path}: {cause(error)}") from error

    @property
    def location(self) -> str:
        """The path of the database file, `None` as text for a database in memory."""
        databases = "duckdb_databases() WHERE database_name = current_database()"
        return str(self.scalar(f"SELECT path FROM {databases}"))

    def run(self, sql: str, parameters: Parameters | None = None) -> list[tuple[Any, ...]]:
        """Run a statement; return its rows."""
        return self.connection.execute(sql, dict(parameters or {})).fetchall()

    def scalar(self, sql: str, parameters: Parameters | None = None) -> Any:
        """Return the one value of a SELECT that has one row and one column."""
        ((value,),) = self.run(sql, parameters)
        return value

    def tables(self) -> list[str]:
        """Return the names of all tables that are kept, in order."""
        rows = self.run(
            "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() "
            "WHERE NOT internal AND NOT temporary ORDER BY name"
        )
        return [name for (name,) in rows]

    def create(self, table: str, sql: str, parameters: Parameters) -> int:
        """Build a table anew from a SELECT; return its number of rows."""
        self._make_room(table, "VIEW")
        rows = self.run(f"CREATE OR REPLACE TABLE {table} AS {sql}", parameters)
        return int(rows[0][0])

    def show(self, table: str, sql: str) -> None:
        """Let a name stand for a SELECT, which is run whenever the name is read."""
        self._make_room(table, "TABLE")
        self.run(f"CREATE OR REPLACE VIEW {table} AS {sql}")

    def append(self, table: str, sql: str, parameters: Parameters) -> int:
        """Add the rows of a SELECT to a table; return their number."""
        rows = self.run(f"INSERT INTO {table} {sql}", parameters)
        return int(rows[0][0])

    def provide(self, table: str, rows: pa.Table) -> None:
        """Make a table of Arrow rows."""
        self.connection.register("provided_rows", rows)
        try:
            self.create(table, "SELECT * FROM provided_rows", {})
        finally:
            self._forget("provided_rows")

    def lend(self, name: str, rows: pa.Table) -> None:
        """Let a name without a schema stand for Arrow rows, on this connection alone."""
        self.connection.register(name, rows)

    def append_rows(self, table: str, rows: pa.RecordBatchReader) -> int:
        """Add rows to a table as they come; return their number.

        What goes wrong while they come is raised as it is, not as the engine's error over it.
        """
        failures: list[Exception] = []
        watched = pa.RecordBatchReader.from_batches(rows.schema, _watched(rows, failures))
        self.connection.register("arriving_rows", watched)
        try:
            return self.append(table, "SELECT * FROM arriving_rows", {})
        except duckdb.Error as error:
            raise (failures or [error])[0] from None
        finally:
            self._forget("arriving_rows")

    def arrow(self, sql: str, parameters: Parameters) -> pa.Table:
        """Return the rows of a SELECT."""
        return self.connection.sql(sql, params=dict(parameters)).to_arrow_table()

    def batches(self, sql: str, parameters: Parameters, row_count: int) -> pa.RecordBatchReader:
        """Return the rows of a SELECT as they come, about so many at a time."""
        rows = self.connection.sql(sql, params=dict(parameters)).to_arrow_reader(row_count)
        return pa.RecordBatchReader.from_batches(rows.schema, _told(rows))

    @contextmanager
    def beside(self) -> Iterator[Self]:
        """Give the same database on a connection of its own, apart from the transaction.

        It sees what is committed; a statement that fails there aborts nothing here.
        """
        with closing(self.connection.cursor()) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            yield type(self)(connection, self.spill)

    def write(
        self, sql: str, parameters: Parameters, path: Path, metadata: Mapping[str, str]
    ) -> int:
        """Write a SELECT, in order of all columns, to a Parquet file; return its number of rows."""
        entries = ", ".join(f"{quoted(key)}: {literal(value)}" for key, value in metadata.items())
        # With statistics a column without nulls today would be written as one that never has any.
        self.run("SET disabled_optimizers = 'statistics_propagation'")
        try:
            rows = self.run(
                f"COPY (SELECT * FROM ({sql}) ORDER BY ALL) TO {literal(str(path))} "
                f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{entries}}})",
                parameters,
            )
        except duckdb.IOException as error:
            raise OutputFailed(f"{path.parent}: cannot be written: {cause(error)}") from error
        finally:
            self.run("RESET disabled_optimizers")
        return int(rows[0][0])

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """Keep all that is done inside or, after an error or to keep nothing, none of it."""
        self.run("BEGIN TRANSACTION")
        try:
            yield
        except BaseException:
            # After a fatal error there is nothing left to roll back; the first error is the cause.
            with suppress(duckdb.Error):
                self.run("ROLLBACK")
            raise
        self.run("COMMIT" if keep else "ROLLBACK")

    @contextmanager
    def uncompressed(self) -> Iterator[None]:
        """Write tables that live until the next night as they are: it is cheaper both ways."""
        self.run("SET force_compression = 'uncompressed'")
        try:
            yield
        finally:
            # Where it was an error that aborted the transaction, that is the one to be told.
            with suppress(duckdb.Error):
                self.run("SET force_compression = 'auto'")

    def _forget(self, name: str) -> None:
        """Take back the name of rows that were registered; the end of a failed transaction will."""
        with suppress(duckdb.TransactionException):
            self.connection.unregister(name)

    def _make_room(self, table: str, kind: str) -> None:
        """Make the schema of a table; drop what bears its name and is of the other kind."""
        schema, _, name = table.partition(".")
        self.run(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        function = "duckdb_views" if kind == "VIEW" else "duckdb_tables"
        column = "view_name" if kind == "VIEW" else "table_name"
        if self.run(
            f"SELECT 1 FROM {function}() WHERE schema_name = $schema AND {column} = $name",
            {"schema": schema, "name": name},
        ):
            self.run(f"DROP {kind} {table}")


def _watched(rows: pa.RecordBatchReader, failures: list[Exception]) -> Iterator[pa.RecordBatch]:
    """Yield the rows; keep the error that ends them."""
    try:
        yield from rows
    except Exception as error:
        failures.append(error)
        raise


def _told(rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """Yield the rows that the engine streams, its errors as its own rather than as Arrow's."""
    try:
        yield from rows
    except (pa.ArrowException, OSError) as error:
        is_memory = "Out of Memory" in str(error)
        raise (duckdb.OutOfMemoryException if is_memory else duckdb.Error)(str(error)) from None
