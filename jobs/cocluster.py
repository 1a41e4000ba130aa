"""Builds `rings.cocluster`: sets of accounts that added the same others, however sparsely."""

from typing import Any

import pyarrow as pa

from graph.coclusters import Limits, coclusters
from jobs.engine import DuckDB
from jobs.table import Table

_LIMITS = (
    "least_targets",
    "least_actors",
    "least_share",
    "pairs_an_add",
    "least_inside",
    "chance_ratio",
    "split_ratio",
)


def build(engine: DuckDB, table: Table, arguments: dict[str, Any]) -> int:
    """Build the table from the adds that its SELECT gives; return its number of rows."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_id, target_id", arguments)
    accounts, targets = (
        rows[name].combine_chunks().dictionary_encode() for name in ("account_id", "target_id")
    )
    limits = Limits(*(rows[name][0].as_py() for name in _LIMITS)) if len(rows) else Limits()
    ends = accounts.indices.to_numpy(), targets.indices.to_numpy()
    sets = coclusters(*ends, len(accounts.dictionary), limits)
    members = accounts.dictionary.filter(pa.array(sets >= 0))
    found = {"set_number": sets[sets >= 0], "account_id": members}
    engine.provide(table.name, pa.table(found))
    return len(members)
