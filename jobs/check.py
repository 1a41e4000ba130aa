"""Whether a run would find all it needs, said beforehand and without writing anything."""

import datetime
import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jobs import catalog as catalogs
from jobs import kernel_cache
from jobs import policy as policies
from jobs.catalog import Catalog
from jobs.day import Day
from jobs.errors import (
    AccessRefused,
    Busy,
    GroupspamError,
    InputMissing,
    InputRejected,
    OutputFailed,
    PolicyInvalid,
    Unavailable,
    first_line,
)
from jobs.files import InputFile, Listing, Partition, list_partitions
from jobs.logs import LOGS, Log
from jobs.policy import Policy
from jobs.published import in_memory

# What a person must mend stands before what waiting mends; of the former, what stops a run first.
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
    """The run that is to be checked; without a date it is that of the latest needed partition."""

    input: Path
    output: Path
    warehouse: Path
    policy: Path | None = None
    date: datetime.date | None = None


@dataclass(frozen=True)
class Finding:
    """Something looked at, what was seen, and the error that a run would end with, if any."""

    subject: str
    text: str
    problem: GroupspamError | None = None


def check(plan: Plan) -> list[Finding]:
    """Return all that was found, good and bad."""
    catalog = catalogs.packaged()
    policy, found = _policy(plan, catalog)
    found += [_tried("output", lambda: _output(plan.output))]
    found += [_tried("warehouse", lambda: _warehouse(plan.warehouse))]
    found += [Finding("kernels", kernel_cache.described())]
    return [*found, *_input(plan, catalog, policy)]


def worst(found: list[Finding]) -> GroupspamError | None:
    """Return the gravest problem, in the order of SEVERITY; None where there is none."""
    problems = [finding.problem for finding in found if finding.problem is not None]
    return min(problems, key=_gravity, default=None)


def _gravity(problem: GroupspamError) -> int:
    ranks = (rank for rank, kind in enumerate(SEVERITY) if isinstance(problem, kind))
    return next(ranks, len(SEVERITY))


def _tried(subject: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, look())
    except GroupspamError as error:
        return Finding(subject, str(error), error)


def _policy(plan: Plan, catalog: Catalog) -> tuple[Policy, list[Finding]]:
    """Return the policy, or the packaged one where it is invalid."""
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
    if lock.exists() and _is_held(lock, fcntl.flock):
        raise Busy(f"{output}: another run is writing there; try again later")
    return f"{output}: can be written"


def _warehouse(warehouse: Path) -> str:
    if warehouse.is_dir():
        raise OutputFailed(f"{warehouse}: a folder where a file should be; name another")
    _writable(warehouse.parent)
    if not warehouse.exists():
        return f"{warehouse}: not there yet; a run makes it"
    if not os.access(warehouse, os.R_OK | os.W_OK):
        raise AccessRefused(f"{warehouse}: the warehouse may not be written; grant access")
    if _is_held(warehouse, fcntl.lockf):
        raise Busy(f"{warehouse}: another run holds the warehouse; try again later")
    return f"{warehouse}: there, {warehouse.stat().st_size:,} bytes, nobody holds it"


def _writable(folder: Path) -> None:
    """Refuse a folder that cannot be written, or made."""
    standing = folder
    while not standing.exists() and standing != standing.parent:
        standing = standing.parent
    if not standing.is_dir():
        raise OutputFailed(f"{standing}: a file where a folder should be; name another")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise AccessRefused(f"{standing}: may not be written; grant access")


def _is_held(path: Path, lock: Callable[[int, int], None]) -> bool:
    """Return whether another process holds a file; let go of it at once where none does."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        lock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _input(plan: Plan, catalog: Catalog, policy: Policy) -> Iterator[Finding]:
    listings: dict[Log, Listing] = {}
    for log in LOGS:
        try:
            listings[log] = _listed(plan, log, policy)
        except GroupspamError as error:
            yield Finding(log.name, str(error), error)
            if not plan.input.is_dir():
                return
    dates = [item.date for log in listings if log.needed for item in listings[log].partitions]
    date = plan.date or max(dates, default=None)
    if date is None:
        missing = InputMissing(f"{plan.input}: no partition of any needed log")
        yield Finding("input", str(missing), missing)
        return
    with in_memory() as engine:
        day = Day(engine, catalog, plan.input, date)
        for log, listing in listings.items():
            yield from _log(day, log, listing, policy)


def _listed(plan: Plan, log: Log, policy: Policy) -> Listing:
    last = plan.date or datetime.date.max
    success = policy.input.require_success
    return list_partitions(plan.input, log, None, last, lambda *_: "", success)


def _log(day: Day, log: Log, listing: Listing, policy: Policy) -> Iterator[Finding]:
    for warning in listing.warnings:
        yield Finding(log.name, warning)
    known = [item for item in listing.partitions if item.date <= day.date]
    todays = [item for item in known if item.date == day.date]
    folder = f"{log.name}/date={day.date}"
    if todays:
        yield from _partition(day, todays[0], policy)
    elif log.needed:
        error = InputMissing(f"{folder}: no partition; the run needs it, or --allow-missing")
        yield Finding(log.name, str(error), error)
    elif not known:
        yield Finding(log.name, "missing, so all that needs it stays unknown")
    else:
        yield Finding(log.name, f"{folder}: no partition on the date")
    if known and len(known) > len(todays):
        text = f"{len(known)} partitions, from {known[0].date} to {known[-1].date}"
        yield Finding(log.name, text)


def _partition(day: Day, partition: Partition, policy: Policy) -> Iterator[Finding]:
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
    problem = _judged(partition, row_count, bad_count, policy.input.max_reject_share)
    if problem is not None:
        yield Finding(name, str(problem), problem)


def _judged(
    partition: Partition, row_count: int, bad_count: int, max_share: float
) -> GroupspamError | None:
    folder = f"{partition.log.name}/date={partition.date}"
    if row_count and bad_count / row_count > max_share:
        return InputRejected(
            f"{folder}: {bad_count:,} of {row_count:,} rows are bad, more than "
            f"input.max_reject_share = {max_share:g}; mend them or raise the share"
        )
    if partition.log.needed and row_count == bad_count:
        return InputMissing(f"{folder}: no valid row; the run needs one, or --allow-missing")
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
