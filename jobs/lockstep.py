"""Builds `rings.lockstep`: the sets of accounts that added the same others beyond chance."""

from typing import Any

import numpy as np
import pyarrow as pa

from graph.lockstep import Limits, lockstep
from jobs.engine import DuckDB
from jobs.table import Table

_LIMITS = (
    "least_targets",
    "least_links",
    "chance_links",
    "least_similarity",
    "least_share",
    "pairs_an_add",
)


def build(engine: DuckDB, table: Table, arguments: dict[str, Any]) -> int:
    """Build the table from the adds that its SELECT gives; return its number of rows."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_id, target_id", arguments)
    accounts, targets = (
        rows[name].combine_chunks().dictionary_encode() for name in ("account_id", "target_id")
    )
    limits = Limits(*(rows[name][0].as_py() for name in _LIMITS)) if len(rows) else Limits()
    found = lockstep(
        accounts.indices.to_numpy(), targets.indices.to_numpy(), len(accounts.dictionary), limits
    )
    is_in = found.sets >= 0
    engine.provide(
        table.name,
        pa.table(
            {
                "set_number": found.sets[is_in],
                "account_id": accounts.dictionary.filter(pa.array(is_in)),
            }
        ),
    )
    return int(np.count_nonzero(is_in))
