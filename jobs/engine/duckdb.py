"""Implement the engine with DuckDB on one file, which only this process writes."""

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
    """DuckDB on one file, which only this process writes."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection, spill: Path) -> None:
        self.connection = connection
        self.spill = spill

    @classmethod
    @contextmanager
    def open(
        cls, path: Path, spill: Path, memory_limit: str | None = None, threads: int | None = None
    ) -> Iterator[Self]:
        """Open a database file for writing; close it at the end, also after an error.

        Once the file is locked, the spill folder is emptied of files that a killed run left.

        Raises:
            Busy: another process has locked the file.
            AccessRefused: no permission to write the file or its folder.
            OutputFailed: the file cannot be created, or is not a database.
            WrongUsage: the memory limit or the number of threads is invalid.
        """
        with ExitStack() as stack:
            # DuckDB creates its write-ahead log at the first write, readable for everyone.
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
        """Return the names of all stored tables, in order."""
        rows = self.run(
            "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() "
            "WHERE NOT internal AND NOT temporary ORDER BY name"
        )
        return [name for (name,) in rows]

    def create(self, table: str, sql: str, parameters: Parameters) -> int:
        """Create or replace a table from a SELECT; return its number of rows."""
        self._drop_other_kind(table, "VIEW")
        rows = self.run(f"CREATE OR REPLACE TABLE {table} AS {sql}", parameters)
        return int(rows[0][0])

    def show(self, table: str, sql: str) -> None:
        """Create or replace a view of a SELECT."""
        self._drop_other_kind(table, "TABLE")
        self.run(f"CREATE OR REPLACE VIEW {table} AS {sql}")

    def append(self, table: str, sql: str, parameters: Parameters) -> int:
        """Add the rows of a SELECT to a table; return their number."""
        rows = self.run(f"INSERT INTO {table} {sql}", parameters)
        return int(rows[0][0])

    def provide(self, table: str, rows: pa.Table) -> None:
        """Create or replace a table from Arrow rows."""
        self.connection.register("provided_rows", rows)
        try:
            self.create(table, "SELECT * FROM provided_rows", {})
        finally:
            self._unregister("provided_rows")

    def lend(self, name: str, rows: pa.Table) -> None:
        """Register Arrow rows under a name without a schema, for this connection only."""
        self.connection.register(name, rows)

    def append_rows(self, table: str, rows: pa.RecordBatchReader) -> int:
        """Append a stream of rows to a table; return their number.

        An error of the stream is raised as it is, not wrapped in the engine's own error.
        """
        failures: list[Exception] = []
        watched = pa.RecordBatchReader.from_batches(rows.schema, _recorded_failures(rows, failures))
        self.connection.register("arriving_rows", watched)
        try:
            return self.append(table, "SELECT * FROM arriving_rows", {})
        except duckdb.Error as error:
            raise (failures or [error])[0] from None
        finally:
            self._unregister("arriving_rows")

    def arrow(self, sql: str, parameters: Parameters) -> pa.Table:
        """Return the rows of a SELECT."""
        return self.connection.sql(sql, params=dict(parameters)).to_arrow_table()

    def batches(self, sql: str, parameters: Parameters, row_count: int) -> pa.RecordBatchReader:
        """Stream the rows of a SELECT in batches of about `row_count` rows."""
        rows = self.connection.sql(sql, params=dict(parameters)).to_arrow_reader(row_count)
        return pa.RecordBatchReader.from_batches(rows.schema, _duckdb_errors(rows))

    @contextmanager
    def separate_connection(self) -> Iterator[Self]:
        """Open a second connection to the same database, outside the transaction.

        It sees only committed rows; a failed statement there does not abort this transaction.
        """
        with closing(self.connection.cursor()) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            yield type(self)(connection, self.spill)

    def write(
        self, sql: str, parameters: Parameters, path: Path, metadata: Mapping[str, str]
    ) -> int:
        """Write a SELECT, in order of all columns, to a Parquet file; return its number of rows."""
        entries = ", ".join(f"{quoted(key)}: {literal(value)}" for key, value in metadata.items())
        # Statistics would make a column without nulls today be written as required (never null).
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
        """Run the block in a transaction; roll back after an error, or always without `keep`."""
        self.run("BEGIN TRANSACTION")
        try:
            yield
        except BaseException:
            # After a fatal error a rollback fails too; the first error is the cause to report.
            with suppress(duckdb.Error):
                self.run("ROLLBACK")
            raise
        self.run("COMMIT" if keep else "ROLLBACK")

    @contextmanager
    def uncompressed(self) -> Iterator[None]:
        """Write tables without compression: faster, and the next run replaces them."""
        self.run("SET force_compression = 'uncompressed'")
        try:
            yield
        finally:
            # If an error aborted the transaction, that error must be reported, not this one.
            with suppress(duckdb.Error):
                self.run("SET force_compression = 'auto'")

    def _unregister(self, name: str) -> None:
        """Unregister rows; after a failed transaction its rollback does so."""
        with suppress(duckdb.TransactionException):
            self.connection.unregister(name)

    def _drop_other_kind(self, table: str, kind: str) -> None:
        """Create the schema of a table; drop an object of the other kind with the same name."""
        schema, _, name = table.partition(".")
        self.run(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        function = "duckdb_views" if kind == "VIEW" else "duckdb_tables"
        column = "view_name" if kind == "VIEW" else "table_name"
        if self.run(
            f"SELECT 1 FROM {function}() WHERE schema_name = $schema AND {column} = $name",
            {"schema": schema, "name": name},
        ):
            self.run(f"DROP {kind} {table}")


def _recorded_failures(
    rows: pa.RecordBatchReader, failures: list[Exception]
) -> Iterator[pa.RecordBatch]:
    """Yield the rows; store the error that ends the stream."""
    try:
        yield from rows
    except Exception as error:
        failures.append(error)
        raise


def _duckdb_errors(rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """Yield streamed rows; turn Arrow errors back into DuckDB errors."""
    try:
        yield from rows
    except (pa.ArrowException, OSError) as error:
        is_memory = "Out of Memory" in str(error)
        raise (duckdb.OutOfMemoryException if is_memory else duckdb.Error)(str(error)) from None
