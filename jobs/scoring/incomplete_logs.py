"""Find signals that depend on incomplete logs; no ban may depend on them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jobs.config.catalog import Catalog
from jobs.config.lineage import sources
from jobs.ingest.completeness import Completeness

_DAY = datetime.timedelta(days=1)
_PROTECTED = "score.protected_account"
_INFERRED = "contacts inferred"


@dataclass(frozen=True)
class WeakSignals:
    """Why no ban may depend on a signal, by signal; `always`: why no ban is possible at all."""

    signals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    always: tuple[str, ...] = ()

    def because(self, names: Iterable[str]) -> list[str]:
        """Return why no ban may depend on the signals; empty if one may."""
        found = {why for name in names for why in self.signals.get(name, ())}
        return sorted(found.union(self.always))

    def text(self, names: Iterable[str]) -> str:
        """Return the note for a reason based on the signals, such as " (contacts inferred)"."""
        because = self.because(names)
        return f" ({', '.join(because)})" if because else ""


NOTHING = WeakSignals()


def contacts_inferred(catalog: Catalog) -> WeakSignals:
    """Return the signals that are weak without a contacts log."""
    names = (name for name, signal in catalog.signals.items() if signal.rests_on_contacts)
    return WeakSignals(dict.fromkeys(names, (_INFERRED,)))


def weak_signals(catalog: Catalog, logs: Iterable[Completeness], protect_days: int) -> WeakSignals:
    """Return the signals that are weak because logs are incomplete.

    Args:
        catalog: the tables and signals.
        logs: the completeness of each log.
        protect_days: how long a verdict protects an account; the log must cover these days.
    """
    by_name = {item.log.name: item for item in logs}
    present = {name for name, item in by_name.items() if item.is_present}
    inferred = {} if "contacts" in present else contacts_inferred(catalog).signals
    found: dict[str, tuple[str, ...]] = {}
    by_table: dict[str, list[str]] = {}
    for name, signal in catalog.signals.items():
        table = signal.table.name
        if table not in by_table:
            read = sources(catalog, table, present)
            by_table[table] = [
                _why(by_name[item.log.name], 1 if item.is_recent else None) for item in read
            ]
        found[name] = (*inferred.get(name, ()), *(why for why in by_table[table] if why))
    protecting = sources(catalog, _PROTECTED, present)
    always = (_why(by_name[item.log.name], protect_days) for item in protecting)
    return WeakSignals(found, tuple(why for why in always if why))


def _why(item: Completeness, days: int | None) -> str:
    """Return why a log is incomplete since some days before the date, empty if complete."""
    if not item.lacks_since(None if days is None else item.date - days * _DAY):
        return ""
    return f"{item.log.name} {'missing in part' if item.is_present else 'not read'}"
