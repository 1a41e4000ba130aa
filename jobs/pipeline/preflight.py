"""Check input, policy and permissions before a run, without writing anything."""

import datetime
import fcntl
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.contract.errors import (
    AccessRefused,
    Busy,
    GroupspamError,
    InputMissing,
    InputRejected,
    OutputFailed,
    PolicyInvalid,
    Unavailable,
)
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
from jobs.ingest.row_check import check_file, check_partition
from jobs.kernels import cache
from jobs.publish.reader import in_memory
from jobs.warehouse.load import Input


@dataclass(frozen=True)
class Finding:
    """The result of one check, with the error that a run would end with, if any.

    A warning does not stop a run; the run repeats it in its manifest.
    """

    subject: str
    text: str
    problem: GroupspamError | None = None
    is_warning: bool = False


def inspect(
    root: Path, date: datetime.date | None, catalog: Catalog, policy: Policy
) -> Iterator[Finding]:
    """Check the input of a date (None: the latest date of the needed logs); yield findings."""
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
        raise (*problems, InputMissing(f"{root}: no partition of a needed log"))[0]
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
    """Check a partition as a run would; if that fails, check each file to name all bad ones."""
    name, formats = partition.log.name, {file.name: file.format for file in partition.files}
    try:
        found = check_partition(day, partition, policy)
    except GroupspamError as error:
        files = list(_files(day, partition))
        yield from files
        if all(finding.problem is None for finding in files):
            yield Finding(name, str(error), error)
        return
    for count in found.counts:
        yield _file_finding(
            name, count.file, formats[count.file], count.row_count, count.rejected_count
        )
    for warning in found.warnings:
        yield Finding(name, warning, is_warning=True)
    is_empty = not any(count.loaded_count for count in found.counts)
    problem = found.problem or (known.without_rows() if known.log.needed and is_empty else None)
    if problem is not None:
        yield Finding(name, str(problem), problem)


def _files(day: Day, partition: Partition) -> Iterator[Finding]:
    for file in partition.files:
        try:
            rows, bad = check_file(day, partition, file)
        except GroupspamError as error:
            yield Finding(partition.log.name, str(error), error)
        else:
            yield _file_finding(partition.log.name, file.name, file.format, rows, bad)


def _file_finding(log: str, name: str, form: str, row_count: int, bad_count: int) -> Finding:
    rejected = f", {bad_count:,} of them bad" if bad_count else ""
    return Finding(log, f"{name}: {form}, {row_count:,} rows{rejected}")


__all__ = ["SEVERITY", "Finding", "Plan", "check", "most_severe"]

# Problems that a person must fix come before those that pass with time; then in order of a run.
SEVERITY = (
    PolicyInvalid,
    AccessRefused,
    OutputFailed,
    InputRejected,
    InputMissing,
    Unavailable,
    Busy,
)


@dataclass(frozen=True)
class Plan:
    """The run to check; without a date, that of the latest needed partition."""

    input: Path
    output: Path
    warehouse: Path
    policy: Path | None = None
    date: datetime.date | None = None


def check(plan: Plan) -> list[Finding]:
    """Run all checks; return their findings, good and bad."""
    catalog = catalogs.packaged()
    policy, found = _policy(plan, catalog)
    found += [_attempted("output", lambda: _output(plan.output))]
    found += [_attempted("warehouse", lambda: _warehouse(plan.warehouse))]
    found += [Finding("kernels", cache.described())]
    return [*found, *inspect(plan.input, plan.date, catalog, policy)]


def most_severe(found: list[Finding]) -> GroupspamError | None:
    """Return the most severe problem by SEVERITY; None if there is none."""
    problems = [finding.problem for finding in found if finding.problem is not None]
    return min(problems, key=_severity, default=None)


def _severity(problem: GroupspamError) -> int:
    ranks = (rank for rank, kind in enumerate(SEVERITY) if isinstance(problem, kind))
    return next(ranks, len(SEVERITY))


def _attempted(subject: str, action: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, action())
    except GroupspamError as error:
        return Finding(subject, str(error), error)


def _policy(plan: Plan, catalog: Catalog) -> tuple[Policy, list[Finding]]:
    """Return the policy, or the packaged one if it is invalid, with the finding."""
    source = str(plan.policy or "packaged")
    try:
        policy = policies.load(catalog, plan.policy)
    except PolicyInvalid as error:
        return policies.load(catalog), [Finding("policy", str(error), error)]
    text = f"{source}: valid, {len(policy.rules)} rules, version {policy.version}"
    return policy, [Finding("policy", text)]


def _output(output: Path) -> str:
    _writable(output)
    lock = output / "_lock"
    if lock.exists() and _is_locked(lock, fcntl.flock):
        raise Busy(f"{output}: another run is writing there; try again later")
    return f"{output}: can be written"


def _warehouse(warehouse: Path) -> str:
    if warehouse.is_dir():
        raise OutputFailed(f"{warehouse}: is a folder, but must be a file; choose another")
    _writable(warehouse.parent)
    if not warehouse.exists():
        return f"{warehouse}: does not exist yet; a run creates it"
    if not os.access(warehouse, os.R_OK | os.W_OK):
        raise AccessRefused(f"{warehouse}: the warehouse no permission to write; grant access")
    if _is_locked(warehouse, fcntl.lockf):
        raise Busy(f"{warehouse}: another run is using the warehouse; try again later")
    return f"{warehouse}: exists, {warehouse.stat().st_size:,} bytes, not locked"


def _writable(folder: Path) -> None:
    """Refuse a folder that cannot be written or created."""
    existing = folder
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    if not existing.is_dir():
        raise OutputFailed(f"{existing}: is a file, but must be a folder; choose another")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise AccessRefused(f"{existing}: no permission to write; grant access")


def _is_locked(path: Path, lock: Callable[[int, int], None]) -> bool:
    """Return whether another process has locked a file; keep no lock."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        lock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
