"""Run one night: from the logs of a day to published flags."""

import datetime
import tempfile
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.engine.duckdb import DuckDB
from jobs.engine.progress import Progress
from jobs.ingest.partition_rows import TooManyRejects
from jobs.kernels import cache
from jobs.pipeline import manifest
from jobs.pipeline.dry_run import Change, changes
from jobs.pipeline.stages import Night, Options
from jobs.publish.writer import Publisher
from jobs.scoring.circuit_breaker import hold_bans
from jobs.warehouse.load import Loaded

__all__ = ["Options", "Outcome", "dry_run", "run"]


@dataclass(frozen=True)
class Outcome:
    """The result of a run: the path of its manifest, and why bans are held, if they are."""

    manifest: Path
    held: str | None


def run(options: Options) -> Outcome:
    """Run the batch for one date.

    Raises:
        GroupspamError: with the exit code; published tables are unchanged.
    """
    started = datetime.datetime.now(datetime.UTC)
    catalog = catalogs.packaged()
    policy = policies.load(catalog, options.policy)
    with ExitStack() as stack:
        publisher = stack.enter_context(
            Publisher.open(options.output, options.date, policy.publish)
        )
        spill = options.warehouse.with_name(f"{options.warehouse.name}.spill")
        engine = stack.enter_context(
            DuckDB.open(options.warehouse, spill, options.memory_limit, options.threads)
        )
        night = Night(options, catalog, policy, engine, Progress())
        stack.enter_context(cache.watched(night.progress.warn))
        with engine.transaction():
            loaded = _load(night, publisher)
        night.derive(loaded)
        decisions = night.decide(loaded)
        reason = night.valve(decisions.flags)
        if reason and options.release_bans is None:
            decisions = replace(decisions, flags=tuple(hold_bans(decisions.flags)))
        night.keep_flags(decisions, loaded)
        night.check(loaded)
        night.publish(publisher, loaded)
        document = manifest.document(
            night, loaded, decisions, publisher, started, str(uuid.uuid4()), reason
        )
        path = publisher.put_in_place(document)
    return Outcome(path, reason if options.release_bans is None else None)


def dry_run(options: Options) -> list[Change]:
    """Return how the published flags of the date would change; write nothing.

    Uses the warehouse in a transaction that is rolled back; without a warehouse, a temporary one.
    """
    catalog = catalogs.packaged()
    policy = policies.load(catalog, options.policy)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="groupspam-")))
        exists = options.warehouse.exists()
        warehouse = options.warehouse if exists else folder / "dry_run.duckdb"
        engine = stack.enter_context(
            DuckDB.open(warehouse, folder / "spill", options.memory_limit, options.threads)
        )
        night = Night(options, catalog, policy, engine, Progress())
        stack.enter_context(cache.watched(night.progress.warn))
        stack.enter_context(engine.transaction(keep=False))
        loaded = night.load()
        night.derive(loaded)
        decisions = replace(night.decide(loaded), shadow=())
        if night.valve(decisions.flags) and options.release_bans is None:
            decisions = replace(decisions, flags=tuple(hold_bans(decisions.flags)))
        night.keep_flags(decisions, loaded)
        return changes(engine, options.output, options.date)


def _load(night: Night, publisher: Publisher) -> Loaded:
    """Load the input; if it has too many bad rows, publish the rejects before the rollback."""
    try:
        return night.load()
    except TooManyRejects as error:
        rejects = "SELECT * EXCLUDE (date) FROM store.reject"
        path = publisher.publish_failed_rejects(night.engine, rejects, {})
        raise TooManyRejects(f"{error}; rejects: {path}") from None
