"""Load the new and changed partitions of the input into the warehouse."""

import datetime
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from jobs.config.policy import Policy
from jobs.config.sql_file import Table
from jobs.contract.input_schema import LOGS, Log
from jobs.engine.base import Engine
from jobs.engine.progress import LOG
from jobs.ingest.completeness import Completeness, assess
from jobs.ingest.partition_rows import unknown_ages
from jobs.ingest.partitions import Listing, Partition, list_partitions, unknown_logs
from jobs.warehouse.partition_loader import load_partition
from jobs.warehouse.warehouse import Warehouse

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Input:
    """The input folder of a run, its date, and the policy for reading it."""

    root: Path
    date: datetime.date
    policy: Policy
    allow_missing: bool = False

    @property
    def first_history_date(self) -> datetime.date:
        """The earliest date of events that the run reads."""
        return self.date - (self.policy.history.days - 1) * _DAY

    def first_date(self, log: Log) -> datetime.date | None:
        """Return the earliest date of a log that the run reads, None for no limit."""
        return self.first_history_date if log.instant else None

    def assess(self, log: Log, listing: Listing) -> Completeness:
        """Return which parts of a log the run has, and which are missing."""
        min_rows = self.policy.input.gap_min_rows
        return assess(log, listing, self.first_date(log), self.date, min_rows)


@dataclass(frozen=True)
class Loaded:
    """The loaded input of a run."""

    partitions: tuple[Partition, ...]
    new_partitions: tuple[Partition, ...]
    logs: tuple[Completeness, ...]
    warnings: tuple[str, ...] = field(default=())

    @property
    def present(self) -> frozenset[str]:
        """The names of the logs that have any partition."""
        return frozenset(item.log.name for item in self.logs if item.is_present)

    def log_what_is_missing(self) -> None:
        """Log what is missing as warnings, which --quiet also shows."""
        for item in self.logs:
            for warning in item.warnings if item.lacks_since(None) else ():
                LOG.warning("%s", warning)


@dataclass(frozen=True)
class Loader:
    """Load the partitions of a run into a warehouse."""

    warehouse: Warehouse
    input: Input
    scratch: Path

    @property
    def engine(self) -> Engine:
        """The warehouse's engine."""
        return self.warehouse.engine

    def load(self) -> Loaded:
        """Load new and changed partitions, delete removed ones, and create the views of the run.

        Raises:
            InputMissing: a needed log has no valid row for the date, or some may be unread.
            InputRejected: a file is bad, or a partition has too many bad rows.
        """
        listings = {log: self._list(log) for log in LOGS}
        logs = tuple(self.input.assess(log, listing) for log, listing in listings.items())
        warnings = unknown_logs(self.input.root)
        self._refuse(logs)
        warnings += [warning for item in logs for warning in item.warnings]
        partitions = [item for listing in listings.values() for item in listing.partitions]
        present = frozenset(item.log.name for item in partitions)
        warnings += self._delete_removed(partitions)
        loaded = self._load_dates(partitions, present)
        warnings += [*self._missing(logs), *self._without_rows(logs), *self._extra_columns()]
        warnings += self._row_warnings(partitions, loaded)
        self._prune()
        self._show(self.input.date)
        warnings += self._unknown_ages()
        return Loaded(tuple(partitions), tuple(loaded), logs, tuple(warnings))

    def _list(self, log: Log) -> Listing:
        return list_partitions(
            self.input.root,
            log,
            self.input.first_date(log),
            self.input.date,
            self.warehouse.known_hash,
            self.input.policy.input.require_success,
        )

    def _delete_removed(self, partitions: list[Partition]) -> list[str]:
        """Delete partitions that were removed from the input; return a warning for each."""
        warnings = []
        there = {(item.log.name, item.date) for item in partitions}
        for log in LOGS:
            first = self.input.first_date(log)
            for date in sorted(self.warehouse.dates(log)):
                is_read = date <= self.input.date and (first is None or date >= first)
                if is_read and (log.name, date) not in there:
                    self.warehouse.delete(log, date)
                    warnings.append(
                        f"{log.name}/date={date}: partition removed from the input; "
                        "its rows were deleted"
                    )
        return warnings

    def _refuse(self, logs: tuple[Completeness, ...]) -> None:
        """Stop if a log lacks what the run needs, unless --allow-missing is given."""
        max_gaps = self.input.policy.input.max_history_gaps
        for item in logs if not self.input.allow_missing else ():
            for problem in item.refusals(self.input.root, max_gaps):
                raise problem

    def _missing(self, logs: tuple[Completeness, ...]) -> list[str]:
        return [
            f"{item.log.name}/date={item.date}: missing, but allowed by --allow-missing"
            for item in logs
            if item.log.needed and not item.has_date
        ]

    def _without_rows(self, logs: tuple[Completeness, ...]) -> list[str]:
        warnings = []
        for item in logs:
            if not item.log.needed or not item.has_date:
                continue
            counts = self.warehouse.row_audit.file_counts(item.log, item.date)
            if sum(count.loaded_count for count in counts) > 0:
                continue
            if not self.input.allow_missing:
                raise item.without_rows()
            warnings.append(f"{item.log.name}/date={item.date}: has no valid row")
        return warnings

    def _row_warnings(self, partitions: list[Partition], loaded: list[Partition]) -> list[str]:
        """Return the warnings about rows of the date and of all partitions that this run loaded."""
        return [
            warning
            for item in partitions
            if item.date == self.input.date or item in loaded
            for warning in self.warehouse.row_audit.warnings(item)
        ]

    def _unknown_ages(self) -> list[str]:
        """Return a warning about accounts that registered before the platform began."""
        return unknown_ages(
            self.engine, "SELECT registered_at FROM staging.account", {}, self.input.policy.input
        )

    def _extra_columns(self) -> list[str]:
        return [
            f"{name}: columns are ignored: {', '.join(columns)}"
            for name, columns in self.warehouse.row_audit.extra_columns(self.input.date)
        ]

    def _load_dates(self, partitions: list[Partition], present: frozenset[str]) -> list[Partition]:
        """Load missing partitions date by date, and build each date's daily tables."""
        by_date: dict[datetime.date, list[Partition]] = {}
        for item in partitions:
            by_date.setdefault(item.date, []).append(item)
        loaded = []
        for date in sorted(by_date):
            stale = self._stale_history(date, by_date[date], present)
            for item in by_date[date]:
                feeds = any(f"staging.{item.log.noun}" in table.sources for table, _ in stale)
                with_rows = feeds or not item.log.sliding or date >= self.input.date - _DAY
                if not self.warehouse.is_loaded(item, with_rows):
                    self.warehouse.delete(item.log, date)
                    load_partition(self.warehouse, item, self.scratch, self.input.policy)
                    loaded.append(item)
            self._build_history(date, stale)
        for table in self.warehouse.catalog.of_stage("history"):
            for date in self.warehouse.history.built(table.stem):
                if date <= self.input.date and date not in by_date:
                    self.warehouse.history.delete(table.stem, date)
        return loaded

    def _stale_history(
        self, date: datetime.date, partitions: list[Partition], present: frozenset[str]
    ) -> list[tuple[Table, str]]:
        """Return the daily tables that are stale for a date, with the hash of their input."""
        if date < self.input.first_history_date:
            return []
        fingerprints = {f"staging.{item.log.noun}": item.fingerprint for item in partitions}
        stale = []
        for table in self.warehouse.catalog.order(["history"]):
            if table.header.get("only_without") in present:
                continue
            sources = [f"{name} {fingerprints.get(name)}" for name in sorted(table.sources)]
            wanted = hashlib.sha256("\n".join(sources).encode()).hexdigest()
            if self.warehouse.history.built(table.stem).get(date) != wanted:
                stale.append((table, wanted))
        return stale

    def _build_history(self, date: datetime.date, stale: list[tuple[Table, str]]) -> None:
        if stale:
            self._show(date)
        for table, fingerprint in stale:
            self.warehouse.history.build(table, date, fingerprint)
        if date < self.input.date - _DAY:
            for log in LOGS:
                if log.sliding:
                    self.warehouse.delete_rows(log, date)

    def _prune(self) -> None:
        """Delete data older than every window of the run."""
        for log in LOGS:
            for date in self.warehouse.dates(log):
                if log.instant and date < self.input.first_history_date:
                    self.warehouse.delete(log, date)
                elif log.sliding and date < self.input.date - _DAY:
                    self.warehouse.delete_rows(log, date)
        for table in self.warehouse.catalog.of_stage("history"):
            for date in self.warehouse.history.built(table.stem):
                if date < self.input.first_history_date:
                    self.warehouse.history.delete(table.stem, date)

    def _show(self, date: datetime.date) -> None:
        """Create the staging and history views for the run of a date."""
        for log in LOGS:
            first = date - _DAY if log.sliding else self.input.first_date(log)
            self.warehouse.show(log, first, date)
        self.warehouse.create_name_views(date)
        for table in self.warehouse.catalog.of_stage("history"):
            self.warehouse.history.show(table.stem, table.sql, self.input.first_history_date, date)
