"""What the input of a night looks like beforehand: its logs, what they lack, and bad files."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.contract.errors import GroupspamError, InputMissing
from jobs.contract.input_schema import LOGS, Log
from jobs.ingest.completeness import Completeness
from jobs.ingest.day_view import Day
from jobs.ingest.partitions import (
    Listing,
    Partition,
    list_partitions,
    refuse_no_folder,
    unknown_logs,
)
from jobs.ingest.row_check import alone, examined
from jobs.publish.reader import in_memory
from jobs.warehouse.load import Input


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
        day = Day(engine, catalog, root, date, policy.input.null_texts)
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
    """Look at a partition as a run would; where a file is bad, at each, to name them all."""
    name, formats = partition.log.name, {file.name: file.format for file in partition.files}
    try:
        found = examined(day, partition, policy)
    except GroupspamError as error:
        files = list(_files(day, partition))
        yield from files
        if all(finding.problem is None for finding in files):
            yield Finding(name, str(error), error)
        return
    for count in found.counts:
        yield _told(name, count.file, formats[count.file], count.row_count, count.rejected_count)
    for warning in found.warnings:
        yield Finding(name, warning, is_warning=True)
    is_empty = not any(count.loaded_count for count in found.counts)
    problem = found.problem or (known.without_rows() if known.log.needed and is_empty else None)
    if problem is not None:
        yield Finding(name, str(problem), problem)


def _files(day: Day, partition: Partition) -> Iterator[Finding]:
    for file in partition.files:
        try:
            rows, bad = alone(day, partition, file)
        except GroupspamError as error:
            yield Finding(partition.log.name, str(error), error)
        else:
            yield _told(partition.log.name, file.name, file.format, rows, bad)


def _told(log: str, name: str, form: str, row_count: int, bad_count: int) -> Finding:
    rejected = f", {bad_count:,} of them bad" if bad_count else ""
    return Finding(log, f"{name}: {form}, {row_count:,} rows{rejected}")
