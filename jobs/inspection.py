"""What the input of a night looks like beforehand: its logs, what they lack, and bad files."""

import datetime
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jobs.catalog import Catalog
from jobs.completeness import Completeness
from jobs.day import Day
from jobs.errors import (
    AccessRefused,
    GroupspamError,
    InputMissing,
    InputRejected,
    first_line,
)
from jobs.files import (
    InputFile,
    Listing,
    Partition,
    list_partitions,
    refuse_no_folder,
    unknown_logs,
)
from jobs.load import Input
from jobs.logs import LOGS, Log
from jobs.policy import Policy
from jobs.published import in_memory


@dataclass(frozen=True)
class Finding:
    """Something looked at, what was seen, and the error that a run would end with, if any.

    A warning is what a run goes on in spite of, and says in its manifest.
    """

    subject: str
    text: str
    problem: GroupspamError | None = None
    is_warning: bool = False


def inspect(
    root: Path, date: datetime.date | None, catalog: Catalog, policy: Policy
) -> Iterator[Finding]:
    """Give what is found in the input of a date (None: the latest of the needed logs)."""
    try:
        refuse_no_folder(root)
        for warning in unknown_logs(root):
            yield Finding("input", warning, is_warning=True)
        date = date or _latest(root, policy)
    except GroupspamError as error:
        yield Finding("input", str(error), error)
        return
    given = Input(root, date, policy)
    with in_memory() as engine:
        day = Day(engine, catalog, root, date)
        for log in LOGS:
            try:
                listing = _listed(given, log)
            except GroupspamError as error:
                yield Finding(log.name, str(error), error)
                continue
            yield from _log(day, given.assess(log, listing), listing, policy)


def _latest(root: Path, policy: Policy) -> datetime.date:
    """Return the date of the latest partition of a needed log."""
    given = Input(root, datetime.date.max, policy)
    dates, problems = [], []
    for log in (log for log in LOGS if log.needed):
        try:
            dates += [item.date for item in _listed(given, log, every=True).partitions]
        except GroupspamError as error:
            problems.append(error)
    if not dates:
        raise (*problems, InputMissing(f"{root}: no partition of any needed log"))[0]
    return max(dates)


def _listed(given: Input, log: Log, *, every: bool = False) -> Listing:
    first = None if every else given.first_date(log)
    success = given.policy.input.require_success
    return list_partitions(given.root, log, first, given.date, lambda *_: "", success)


def _log(day: Day, known: Completeness, listing: Listing, policy: Policy) -> Iterator[Finding]:
    name = known.log.name
    for problem in known.refusals(day.root, policy.input.max_history_gaps):
        yield Finding(name, str(problem), problem)
    for warning in known.warnings:
        yield Finding(name, warning, is_warning=known.lacks_since(None))
    todays = [item for item in listing.partitions if item.date == day.date]
    if todays:
        yield from _partition(day, known, todays[0], policy)
    elif known.is_present and not known.log.needed and day.date not in known.gaps:
        yield Finding(name, f"{name}/date={day.date}: no partition on the date")
    if len(listing.partitions) > len(todays):
        first, last = listing.partitions[0].date, listing.partitions[-1].date
        yield Finding(name, f"{len(listing.partitions)} partitions, from {first} to {last}")


def _partition(
    day: Day, known: Completeness, partition: Partition, policy: Policy
) -> Iterator[Finding]:
    """Look at each file, as bad files and bad rows must each be named."""
    name, row_count, bad_count, is_whole = partition.log.name, 0, 0, True
    for file in partition.files:
        try:
            rows, bad = _counts(day, partition, file)
        except GroupspamError as error:
            is_whole = False
            yield Finding(name, str(error), error)
            continue
        row_count, bad_count = row_count + rows, bad_count + bad
        rejected = f", {bad:,} of them bad" if bad else ""
        yield Finding(name, f"{file.name}: {file.format}, {rows:,} rows{rejected}")
    if not is_whole:
        return
    problem = _judged(known, row_count, bad_count, policy.input.max_reject_share)
    if problem is not None:
        yield Finding(name, str(problem), problem)


def _judged(
    known: Completeness, row_count: int, bad_count: int, max_share: float
) -> GroupspamError | None:
    folder = f"{known.log.name}/date={known.date}"
    if row_count and bad_count / row_count > max_share:
        return InputRejected(
            f"{folder}: {bad_count:,} of {row_count:,} rows are bad, more than "
            f"input.max_reject_share = {max_share:g}; mend them or raise the share"
        )
    if known.log.needed and row_count == bad_count:
        return known.without_rows()
    return None


def _counts(day: Day, partition: Partition, file: InputFile) -> tuple[int, int]:
    """Return how many rows a file has and how many of them are bad."""
    if not os.access(file.path, os.R_OK):
        raise AccessRefused(f"{file.path}: may not be read; grant the run's user access")
    alone = Partition(partition.log, partition.date, (file,))
    with tempfile.TemporaryDirectory(dir=day.engine.spill) as folder:
        source = day.related(alone, Path(folder))
        judged = day.judged(alone, source)
        date = {"date": partition.date} if "$date" in judged else {}
        try:
            rows = day.engine.run(
                f"SELECT count(*), count(reject_reason) FROM ({judged})",
                {**source.parameters, **date},
            )
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            raise InputRejected(f"{file.path}: cannot be read: {first_line(error)}") from None
    broken = source.broken.num_rows
    return rows[0][0] + broken, rows[0][1] + broken
