"""Which logs a table rests on and how far back: read off what its SQL reads, down to the logs."""

from collections.abc import Collection
from dataclasses import dataclass

from jobs.config.catalog import Catalog
from jobs.contract.input_schema import LOGS, Log

_STAGED = {f"staging.{log.noun}": log for log in LOGS}


@dataclass(frozen=True)
class Source:
    """A log behind a table; `is_recent`: of its rows only those of D-1 and D are read."""

    log: Log
    is_recent: bool


def sources(catalog: Catalog, name: str, present: Collection[str]) -> frozenset[Source]:
    """Return the logs that a table rests on.

    A daily table sums up all days of the history; of a sliding log everything else reads the rows
    of the last two days.

    Args:
        catalog: the tables.
        name: of the table.
        present: the logs that the night has; some daily tables count only without one of them.
    """
    found: set[Source] = set()
    pending, seen = [(name, False)], set()
    while pending:
        reader = pending.pop()
        if reader in seen:
            continue
        seen.add(reader)
        name, is_summed = reader
        if log := _STAGED.get(name):
            found.add(Source(log, log.sliding and not is_summed))
            continue
        table = catalog.tables.get(name)
        if table is not None and table.header.get("only_without") not in present:
            is_summed |= table.stage == "history"
            pending += [(source, is_summed) for source in table.sources]
    return frozenset(item for item in found if Source(item.log, False) not in found - {item})
