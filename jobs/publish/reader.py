"""Read published tables, also while a run is writing."""

import datetime
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from jobs.contract.errors import AccessRefused, NothingFound
from jobs.engine.duckdb import DuckDB
from jobs.publish.layout import TABLES, published_dates, read_manifest, read_table, table_path


@contextmanager
def in_memory() -> Iterator[DuckDB]:
    """Open an in-memory engine and a temporary folder; both are removed at the end."""
    with tempfile.TemporaryDirectory(prefix="groupspam-") as folder, duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute("SET autoload_known_extensions = false")
        connection.execute("SET python_enable_replacements = false")
        connection.execute("SET temp_directory = $folder", {"folder": str(Path(folder, "spill"))})
        yield DuckDB(connection, Path(folder))


@contextmanager
def naming_unreadable(files: Iterable[Path | str]) -> Iterator[None]:
    """If the block fails, find and report the published file that cannot be read.

    Raises:
        OutputFailed: one of the files cannot be read.
    """
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        for file in files:
            read_table(Path(file))
        raise


@dataclass(frozen=True)
class Published:
    """The published tables of all nights that have a manifest."""

    output: Path

    @cached_property
    def dates(self) -> tuple[datetime.date, ...]:
        """The dates of the published nights, in order."""
        runs = self.output / "runs"
        for folder in (self.output, runs):
            if folder.exists() and not os.access(folder, os.R_OK | os.X_OK):
                raise AccessRefused(f"{folder}: no permission to read; grant this user access")
        return tuple(published_dates(self.output))

    def published_date(self, date: datetime.date | None) -> datetime.date:
        """Return the given date, or the latest published one; refuse a date that is not published.

        Raises:
            NothingFound: no night is published, or not this date.
        """
        if not self.dates:
            raise NothingFound(
                f"{self.output}: nothing is published there; choose another folder with --output"
            )
        if date is not None and date not in self.dates:
            raise NothingFound(
                f"{self.output}: {date} is not published; "
                f"{len(self.dates)} dates are, from {self.dates[0]} to {self.dates[-1]}"
            )
        return date or self.dates[-1]

    def published_between(
        self, first: datetime.date | None, last: datetime.date | None
    ) -> Sequence[datetime.date]:
        """Return the published dates within a range; None leaves an end open.

        Raises:
            NothingFound: there are none.
        """
        dates = [
            date
            for date in self.dates
            if (first is None or date >= first) and (last is None or date <= last)
        ]
        if not dates:
            raise NothingFound(f"{self.output}: no date of the range is published")
        return dates

    def manifest(self, date: datetime.date) -> Mapping[str, Any]:
        """Return the manifest of a date, empty if it was removed."""
        return read_manifest(self.output, date) or {}

    def files(self, table: str, dates: Sequence[datetime.date] | None = None) -> list[Path]:
        """Return the files of a table, for all dates or the given ones."""
        paths = (
            table_path(self.output.absolute(), table, date)
            for date in (self.dates if dates is None else dates)
        )
        return [path for path in paths if path.is_file()]

    def rows(
        self, engine: DuckDB, table: str, date: datetime.date, where: str = "TRUE", **values: Any
    ) -> list[dict[str, Any]]:
        """Return the rows of a table on a date that meet a condition; `values` are its `$names`."""
        files = [str(path) for path in self.files(table, [date])]
        if not files:
            return []
        sql = f"SELECT * FROM read_parquet($files, hive_partitioning = false) WHERE {where}"
        with naming_unreadable(files):
            found: list[dict[str, Any]] = engine.arrow(sql, {"files": files, **values}).to_pylist()
        return found

    def version_stamp(self, date: datetime.date) -> tuple[Any, ...]:
        """Return a value that changes whenever a table or the manifest of the date is replaced."""
        paths = [path for table in TABLES for path in self.files(table, [date])]
        stats = [(path.name, status.st_ino, status.st_mtime_ns) for path, status in _stats(paths)]
        return (self.manifest(date).get("run_id"), *stats)

    def is_consistent(self, date: datetime.date) -> bool:
        """Return whether the date's tables have the hashes in its manifest."""
        for file in self.manifest(date).get("files", ()):
            try:
                with (self.output / file["path"]).open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
            except FileNotFoundError:
                return False
            if digest != file["sha256"]:
                return False
        return True


def _stats(paths: Sequence[Path]) -> Iterator[tuple[Path, os.stat_result]]:
    for path in paths:
        try:
            yield path, path.stat()
        except FileNotFoundError:
            continue
