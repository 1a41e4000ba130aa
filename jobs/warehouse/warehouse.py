"""Define the database with the history: its partitions and their rows."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from jobs.config.catalog import Catalog
from jobs.contract.errors import OutputFailed
from jobs.contract.input_schema import LOGS, Kind, Log
from jobs.engine.base import Engine, literal, quoted
from jobs.ingest.partitions import Partition
from jobs.ingest.row_audit import RowAudit
from jobs.warehouse.daily_tables import DailyTables, create_dated_view
from jobs.warehouse.id_dictionary import Names

_BOOKKEEPING = """
CREATE SCHEMA IF NOT EXISTS store;
CREATE TABLE IF NOT EXISTS store.meta (layout VARCHAR);
-- Numbers from 0.
CREATE TABLE IF NOT EXISTS store.account_key (account_id INTEGER, name VARCHAR);
CREATE TABLE IF NOT EXISTS store.group_key (group_id INTEGER, name VARCHAR);
CREATE TABLE IF NOT EXISTS store.partition (
    log VARCHAR, date DATE, fingerprint VARCHAR, has_rows BOOLEAN, extra_columns VARCHAR[],
    warnings VARCHAR[]);
-- Has a row once a suspicious text was loaded.
CREATE TABLE IF NOT EXISTS store.doubt (is_doubtful BOOLEAN);
CREATE TABLE IF NOT EXISTS store.built (name VARCHAR, date DATE, fingerprint VARCHAR);
CREATE TABLE IF NOT EXISTS store.file (
    log VARCHAR, date DATE, file VARCHAR, size BIGINT, modified_ns BIGINT, sha256 VARCHAR,
    row_count BIGINT, loaded_count BIGINT, rejected_count BIGINT, duplicate_count BIGINT);
CREATE TABLE IF NOT EXISTS store.reject (
    log VARCHAR, date DATE, file VARCHAR, row_number BIGINT, reason VARCHAR, raw VARCHAR);
"""

_STORED_TYPES = {
    Kind.ACCOUNT: "INTEGER",
    Kind.GROUP: "INTEGER",
    Kind.TEXT: "VARCHAR",
    Kind.INSTANT: "TIMESTAMPTZ",
    Kind.COUNT: "BIGINT",
    Kind.FLAG: "BOOLEAN",
    Kind.SHARE: "DOUBLE",
}


@dataclass(frozen=True)
class Warehouse:
    """The store schema of the warehouse."""

    engine: Engine
    catalog: Catalog

    @cached_property
    def names(self) -> Names:
        """The dictionaries of ids."""
        return Names(self.engine)

    @property
    def history(self) -> DailyTables:
        """The daily tables."""
        return DailyTables(self.engine)

    @property
    def row_audit(self) -> RowAudit:
        """The audit of files and rows."""
        return RowAudit(self.engine)

    def prepare(self, rebuild: bool = False, null_texts: Sequence[str] = ()) -> None:
        """Create the tables; first empty a file of another layout, or if `rebuild` is set.

        The layout includes the null texts with which rows were read.

        Raises:
            OutputFailed: the file is another kind of database.
        """
        self._refuse_other_database()
        self._make_tables()
        layout = self._layout(null_texts)
        found = self.engine.run("SELECT layout FROM store.meta")
        if rebuild or found != [(layout,)]:
            for schema in {name.partition(".")[0] for name in self.engine.tables()}:
                self.engine.run(f"DROP SCHEMA {quoted(schema)} CASCADE")
            self._make_tables()
            self.engine.run("INSERT INTO store.meta VALUES ($layout)", {"layout": layout})

    def _refuse_other_database(self) -> None:
        tables = self.engine.tables()
        if tables and "store.meta" not in tables:
            raise OutputFailed(
                f"{self.engine.location}: not a groupspam warehouse but another database; "
                "choose another file with --warehouse"
            )

    def _make_tables(self) -> None:
        self.engine.run(_BOOKKEEPING)
        for log in LOGS:
            self.engine.run(_table_of(log))

    def _layout(self, null_texts: Sequence[str]) -> str:
        """Return a hash of everything that determines the stored rows."""
        digest = hashlib.sha256(_BOOKKEEPING.encode())
        digest.update(json.dumps(sorted(set(null_texts))).encode())
        for log in LOGS:
            digest.update(_table_of(log).encode())
        for table in self.catalog.order(("staging", "history")):
            digest.update(table.sql.encode())
        return digest.hexdigest()

    def known_hash(self, name: str, size: int, modified_ns: int) -> str | None:
        """Return the hash of a file if it has not changed since it was loaded."""
        rows = self.engine.run(
            "SELECT sha256 FROM store.file "
            "WHERE file = $name AND size = $size AND modified_ns = $at",
            {"name": name, "size": size, "at": modified_ns},
        )
        return str(rows[0][0]) if rows else None

    def is_loaded(self, partition: Partition, with_rows: bool) -> bool:
        """Return whether the partition is loaded and unchanged, with its rows if required."""
        rows = self.engine.run(
            "SELECT fingerprint, has_rows FROM store.partition WHERE log = $log AND date = $date",
            {"log": partition.log.name, "date": partition.date},
        )
        return bool(rows) and rows[0][0] == partition.fingerprint and (rows[0][1] or not with_rows)

    def dates(self, log: Log) -> set[datetime.date]:
        """Return the dates of the log's loaded partitions."""
        rows = self.engine.run(
            "SELECT date FROM store.partition WHERE log = $log", {"log": log.name}
        )
        return {row[0] for row in rows}

    def delete(self, log: Log, date: datetime.date) -> None:
        """Delete a partition, its counts and its rejects."""
        where = {"log": log.name, "date": date}
        for table in ("partition", "file", "reject"):
            self.engine.run(f"DELETE FROM store.{table} WHERE log = $log AND date = $date", where)
        self.delete_rows(log, date)

    def delete_rows(self, log: Log, date: datetime.date) -> None:
        """Delete a partition's rows, but keep what was built from them."""
        self.engine.run(f"DELETE FROM store.{log.noun} WHERE date = $date", {"date": date})
        self.engine.run(
            "UPDATE store.partition SET has_rows = false WHERE log = $log AND date = $date",
            {"log": log.name, "date": date},
        )

    def insert(self, log: Log, rows: pa.RecordBatchReader) -> int:
        """Insert rows (date, then the log's columns with ids as text); return their number."""
        count = self.engine.append_rows(f"store.{log.noun}", self.names.encoded(log, rows))
        self.names.keep()
        return count

    def show(self, log: Log, first: datetime.date | None, last: datetime.date) -> None:
        """Create the view staging.<noun> of the log's rows dated first..last."""
        table = f"store.{log.noun}"
        if log.has_event_id:
            chosen = "* EXCLUDE (event_id) RENAME (event_number AS event_id)"
            table = f"(SELECT {chosen} FROM {table})"
        create_dated_view(self.engine, f"staging.{log.noun}", table, first, last)

    def create_name_views(self, date: datetime.date) -> None:
        """Create the staging views of names and of the rejects of a date."""
        events = " UNION ALL ".join(
            f"SELECT {literal(log.name)} AS log, event_number AS event_id, event_id AS name "
            f"FROM store.{log.noun}"
            for log in LOGS
            if log.has_event_id
        )
        self.engine.show("staging.event_name", events)
        self.engine.run("CREATE SCHEMA IF NOT EXISTS staging")
        for name in ("account", "group"):
            self.engine.run(f"CREATE OR REPLACE VIEW staging.{name}_name AS FROM store.{name}_key")
        create_dated_view(self.engine, "staging.reject", "store.reject", date, date)


def _table_of(log: Log) -> str:
    """Return the statement that creates the table of a log's rows."""
    # These rows are deleted after two days; compression would not pay off.
    form = " USING COMPRESSION uncompressed" if log.sliding else ""
    # All rows of a partition have the same date.
    columns = ["date DATE USING COMPRESSION rle"]
    columns += [
        f"{quoted(column.name)} {_STORED_TYPES[column.kind]}{form}" for column in log.columns
    ]
    if log.has_event_id:
        columns.append("event_number BIGINT USING COMPRESSION bitpacking")
    return f"CREATE TABLE IF NOT EXISTS store.{log.noun} ({', '.join(columns)})"
