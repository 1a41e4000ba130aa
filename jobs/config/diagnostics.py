"""Find the diagnostic signals, unused by the policy, and the tables that only they need."""

from jobs.config.catalog import STAGES, Catalog
from jobs.config.policy import Policy

# Python code reads these tables, so they are always built.
_ALWAYS = frozenset({"signals.activity"})
# Loading reads the staging tables, so these are always built too.
_STAGES = frozenset(STAGES) - {"staging"}


def diagnostic_signals(catalog: Catalog, policy: Policy) -> frozenset[str]:
    """Return the signals that no rule, exemption, weight or score condition uses."""
    return frozenset(catalog.signals.keys() - policy.named_signals)


def left_out(catalog: Catalog, policy: Policy) -> frozenset[str]:
    """Return the tables that only diagnostic signals need, so that a run can skip them.

    A diagnostic signal in the same file as one that the policy uses is computed with it. If the
    policy asks for all signals, no table is skipped.
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
            # A table without readers may be read by Python code.
            and (table.stage == "signals" or readers[table.name])
        }
        if not more:
            return frozenset(found)
        found |= more


def measured_signals(catalog: Catalog, policy: Policy) -> list[str]:
    """Return the signals that a run computes, in the order of the catalog."""
    absent = left_out(catalog, policy)
    return [name for name, signal in catalog.signals.items() if signal.table.name not in absent]
