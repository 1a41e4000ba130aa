"""The database that holds history: its partitions and their rows."""

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
from jobs.ingest.row_audit import Conservation
from jobs.warehouse.daily_tables import History, show_dates
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
-- Has a row once the spelling of names has to be looked at.
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
    """What the store schema of the warehouse holds."""

    engine: Engine
    catalog: Catalog

    @cached_property
    def names(self) -> Names:
        """The dictionaries of names."""
        return Names(self.engine)

    @property
    def history(self) -> History:
        """The daily tables."""
        return History(self.engine)

    @property
    def conservation(self) -> Conservation:
        """What became of each file and row."""
        return Conservation(self.engine)

    def prepare(self, rebuild: bool = False, null_texts: Sequence[str] = ()) -> None:
        """Make the bookkeeping tables; empty a file of another layout, or for `rebuild`.

        Rows that were read with other null texts are of another layout.

        Raises:
            OutputFailed: the file is somebody else's database.
        """
        self._refuse_what_is_not_ours()
        self._make_tables()
        layout = self._layout(null_texts)
        found = self.engine.run("SELECT layout FROM store.meta")
        if rebuild or found != [(layout,)]:
            for schema in {name.partition(".")[0] for name in self.engine.tables()}:
                self.engine.run(f"DROP SCHEMA {quoted(schema)} CASCADE")
            self._make_tables()
            self.engine.run("INSERT INTO store.meta VALUES ($layout)", {"layout": layout})

    def _refuse_what_is_not_ours(self) -> None:
        tables = self.engine.tables()
        if tables and "store.meta" not in tables:
            raise OutputFailed(
                f"{self.engine.location}: a database of something else; "
                "name another file with --warehouse"
            )

    def _make_tables(self) -> None:
        self.engine.run(_BOOKKEEPING)
        for log in LOGS:
            self.engine.run(_table_of(log))

    def _layout(self, null_texts: Sequence[str]) -> str:
        """Return a hash of all that decides what stored rows mean."""
        digest = hashlib.sha256(_BOOKKEEPING.encode())
        digest.update(json.dumps(sorted(set(null_texts))).encode())
        for log in LOGS:
            digest.update(_table_of(log).encode())
        for table in self.catalog.order(("staging", "history")):
            digest.update(table.sql.encode())
        return digest.hexdigest()

    def known_hash(self, name: str, size: int, modified_ns: int) -> str | None:
        """Return the hash of a file that has not changed since it was loaded."""
        rows = self.engine.run(
            "SELECT sha256 FROM store.file "
            "WHERE file = $name AND size = $size AND modified_ns = $at",
            {"name": name, "size": size, "at": modified_ns},
        )
        return str(rows[0][0]) if rows else None

    def is_loaded(self, partition: Partition, with_rows: bool) -> bool:
        """Return whether the partition is in, unchanged, and its rows too where they are wanted."""
        rows = self.engine.run(
            "SELECT fingerprint, has_rows FROM store.partition WHERE log = $log AND date = $date",
            {"log": partition.log.name, "date": partition.date},
        )
        return bool(rows) and rows[0][0] == partition.fingerprint and (rows[0][1] or not with_rows)

    def dates(self, log: Log) -> set[datetime.date]:
        """Return the dates of the log's partitions that are in."""
        rows = self.engine.run(
            "SELECT date FROM store.partition WHERE log = $log", {"log": log.name}
        )
        return {row[0] for row in rows}

    def forget(self, log: Log, date: datetime.date) -> None:
        """Take a partition out, with all that was built from it alone."""
        where = {"log": log.name, "date": date}
        for table in ("partition", "file", "reject"):
            self.engine.run(f"DELETE FROM store.{table} WHERE log = $log AND date = $date", where)
        self.forget_rows(log, date)

    def forget_rows(self, log: Log, date: datetime.date) -> None:
        """Take a partition's rows out, and keep what was built from them."""
        self.engine.run(f"DELETE FROM store.{log.noun} WHERE date = $date", {"date": date})
        self.engine.run(
            "UPDATE store.partition SET has_rows = false WHERE log = $log AND date = $date",
            {"log": log.name, "date": date},
        )

    def insert(self, log: Log, rows: pa.RecordBatchReader) -> int:
        """Add rows (their date, then a log's columns with names as text); return how many."""
        count = self.engine.append_rows(f"store.{log.noun}", self.names.encoded(log, rows))
        self.names.keep()
        return count

    def show(self, log: Log, first: datetime.date | None, last: datetime.date) -> None:
        """Let staging.<noun> be the log's rows of first..last and no others."""
        table = f"store.{log.noun}"
        if log.has_event_id:
            chosen = "* EXCLUDE (event_id) RENAME (event_number AS event_id)"
            table = f"(SELECT {chosen} FROM {table})"
        show_dates(self.engine, f"staging.{log.noun}", table, first, last)

    def show_names(self, date: datetime.date) -> None:
        """Let staging hold the names behind the numbers, and the rejects of a date."""
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
        show_dates(self.engine, "staging.reject", "store.reject", date, date)


def _table_of(log: Log) -> str:
    """Return the statement that makes the table of a log's rows."""
    # What goes after two days is not worth the time that it takes to press it small.
    form = " USING COMPRESSION uncompressed" if log.sliding else ""
    # All rows of a partition bear one date; nothing else need be tried on it.
    columns = ["date DATE USING COMPRESSION rle"]
    columns += [
        f"{quoted(column.name)} {_STORED_TYPES[column.kind]}{form}" for column in log.columns
    ]
    if log.has_event_id:
        columns.append("event_number BIGINT USING COMPRESSION bitpacking")
    return f"CREATE TABLE IF NOT EXISTS store.{log.noun} ({', '.join(columns)})"
