"""Find the logs that a table depends on, and how far back, from the tables that its SQL reads."""

from collections.abc import Collection
from dataclasses import dataclass

from jobs.config.catalog import Catalog
from jobs.contract.input_schema import LOGS, Log

_STAGED = {f"staging.{log.noun}": log for log in LOGS}


@dataclass(frozen=True)
class Source:
    """A log that a table depends on; `is_recent`: only its rows of D-1 and D are read."""

    log: Log
    is_recent: bool


def sources(catalog: Catalog, name: str, present: Collection[str]) -> frozenset[Source]:
    """Return the logs that a table depends on.

    A daily table summarises all days of the history; all other tables read only the last two days
    of a sliding log.

    Args:
        catalog: the tables.
        name: the name of the table.
        present: the logs that are present; some daily tables are used only if a log is absent.
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
