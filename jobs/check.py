"""Whether a run would find all it needs, said beforehand and without writing anything."""

import datetime
import fcntl
import os
from collections.abc import Callable
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
from jobs.inspection import Finding, inspect
from jobs.kernels import cache

__all__ = ["SEVERITY", "Finding", "Plan", "check", "worst"]

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


def check(plan: Plan) -> list[Finding]:
    """Return all that was found, good and bad."""
    catalog = catalogs.packaged()
    policy, found = _policy(plan, catalog)
    found += [_tried("output", lambda: _output(plan.output))]
    found += [_tried("warehouse", lambda: _warehouse(plan.warehouse))]
    found += [Finding("kernels", cache.described())]
    return [*found, *inspect(plan.input, plan.date, catalog, policy)]


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
