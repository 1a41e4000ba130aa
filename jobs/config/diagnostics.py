"""The diagnostic tier: signals that nothing in the policy uses, and the tables only these need."""

from jobs.config.catalog import Catalog
from jobs.config.policy import Policy

# Code outside sql/ reads these, whatever the policy names.
_ALWAYS = frozenset({"signals.activity"})
_STAGES = frozenset({"acts", "edges", "peak", "rings", "signals", "sliding", "surge"})


def diagnostic_signals(catalog: Catalog, policy: Policy) -> frozenset[str]:
    """Return the signals that no rule, exemption, weight or condition of the score names."""
    return frozenset(catalog.signals.keys() - policy.named_signals)


def left_out(catalog: Catalog, policy: Policy) -> frozenset[str]:
    """Return the tables that a night need not build: only diagnostic signals rest on them.

    A diagnostic signal in the same file as one that the policy uses is computed with it. Where the
    policy asks for all signals, nothing is left out.
    """
    if policy.measures_all:
        return frozenset()
    used = {catalog.signals[name].table.name for name in policy.named_signals} | _ALWAYS
    readers: dict[str, set[str]] = {name: set() for name in catalog.tables}
    for table in catalog.tables.values():
        for source in table.sources & readers.keys():
            readers[source].add(table.name)
    found: set[str] = set()
    while True:
        more = {
            table.name
            for table in catalog.tables.values()
            if table.stage in _STAGES
            and table.name not in used | found
            and readers[table.name] <= found
            # What nothing reads but a signal may be read by code.
            and (table.stage == "signals" or readers[table.name])
        }
        if not more:
            return frozenset(found)
        found |= more


def measured_signals(catalog: Catalog, policy: Policy) -> list[str]:
    """Return the signals that a night computes, in the order of the catalog."""
    absent = left_out(catalog, policy)
    return [name for name, signal in catalog.signals.items() if signal.table.name not in absent]
