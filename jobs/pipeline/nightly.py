"""The night on one page: from a day's logs to published flags."""

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
from jobs.scoring.circuit_breaker import held
from jobs.warehouse.load import Loaded

__all__ = ["Options", "Outcome", "rehearse", "run"]


@dataclass(frozen=True)
class Outcome:
    """What a run came to: where its manifest is, and why bans are held, None where none are."""

    manifest: Path
    held: str | None


def run(options: Options) -> Outcome:
    """Run the night of one date.

    Raises:
        GroupspamError: with the exit code of what went wrong; what was published before stands.
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
        judged = night.judge(loaded)
        reason = night.valve(judged.flags)
        if reason and options.release_bans is None:
            judged = replace(judged, flags=tuple(held(judged.flags)))
        night.keep_flags(judged, loaded)
        night.check(loaded)
        night.publish(publisher, loaded)
        document = manifest.document(
            night, loaded, judged, publisher, started, str(uuid.uuid4()), reason
        )
        path = publisher.put_in_place(document)
    return Outcome(path, reason if options.release_bans is None else None)


def rehearse(options: Options) -> list[Change]:
    """Return how the date's published flags would change if the night were run now; change nothing.

    The warehouse is used as it is, inside a transaction that is taken back; where there is none
    yet, the night is run in one that is thrown away.
    """
    catalog = catalogs.packaged()
    policy = policies.load(catalog, options.policy)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="groupspam-")))
        exists = options.warehouse.exists()
        warehouse = options.warehouse if exists else folder / "rehearsal.duckdb"
        engine = stack.enter_context(
            DuckDB.open(warehouse, folder / "spill", options.memory_limit, options.threads)
        )
        night = Night(options, catalog, policy, engine, Progress())
        stack.enter_context(cache.watched(night.progress.warn))
        stack.enter_context(engine.transaction(keep=False))
        loaded = night.load()
        night.derive(loaded)
        judged = replace(night.judge(loaded), shadow=())
        if night.valve(judged.flags) and options.release_bans is None:
            judged = replace(judged, flags=tuple(held(judged.flags)))
        night.keep_flags(judged, loaded)
        return changes(engine, options.output, options.date)


def _load(night: Night, publisher: Publisher) -> Loaded:
    """Load a night; where it fails for bad rows, publish them apart before they are forgotten."""
    try:
        return night.load()
    except TooManyRejects as error:
        rejects = "SELECT * EXCLUDE (date) FROM store.reject"
        path = publisher.put_rejects_aside(night.engine, rejects, {})
        raise TooManyRejects(f"{error}; rejects: {path}") from None
